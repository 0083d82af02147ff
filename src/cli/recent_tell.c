#include "cli/recent.h"

#include "cli/print.h"
#include "doc/title.h"
#include "report/escape.h"

const char *recent_page_name(const struct rebuilding *all)
{
    return all->documents.names.at[all->index].at;
}

static void add_title(struct buf *out, const struct document *doc, const struct entry *entry)
{
    struct buf title = {0};
    title_line(&title, twins_title(doc, entry));
    buf_printf(out, "\"%.*s\"", STR_ARG(buf_str(&title)));
    buf_free(&title);
}

static void add_place(struct buf *out, const char *name, const struct document *doc,
                      const struct entry *entry)
{
    buf_printf(out, "%s:%u", name, document_line(doc, entry->span.start) + 1);
}

static const char *name_of(const struct rebuilding *all, const struct document *doc)
{
    for (size_t i = 0; i < all->documents.n; i++)
        if (all->documents.at[i] == doc)
            return all->documents.names.at[i].at;
    return doc->path.at;
}

/* One line of what became of a row. */
static void tell_row(const struct rebuilding *all, struct buf *out, const struct recent_note *note)
{
    const struct recent_row *row = &all->plan.rows.at[note->row];
    const struct document *page = all->page.doc;
    const struct twin *twin =
        row->original == NO_INDEX ? NULL : &all->plan.twins.at.at[row->original];
    const struct entry *entry = row->entry == NO_INDEX ? NULL : &page->entries[row->entry];
    if (entry)
        add_place(out, recent_page_name(all), page, entry);
    else
        buf_printf(out, "%s", recent_page_name(all));
    buf_add(out, STR(": "));
    add_title(out, entry ? page : twin->doc, entry ? entry : twin->entry);
    if (note->kind == RECENT_ALONE) {
        buf_add(out, STR(": stays: no other list has it\n"));
        return;
    }
    struct buf file = {0};
    add_place(&file, name_of(all, twin->doc), twin->doc, twin->entry);
    static const char *const told[RECENT_KINDS] = {
        [RECENT_APART] = ": stays: it has",
        [RECENT_CHANGED] = ": is taken from",
        [RECENT_NEW] = ": is new, from",
        [RECENT_DROPPED] = ": goes: it is in",
    };
    buf_printf(out, "%s ", told[note->kind]);
    if (note->kind == RECENT_APART)
        buf_printf(out, "%.*s, which is not in ", STR_ARG(note->lacks));
    buf_add(out, buf_str(&file));
    buf_add_char(out, '\n');
    buf_free(&file);
}

static void tell_homeless(const struct rebuilding *all, struct buf *out)
{
    for (size_t i = 0; i < all->plan.files.n; i++) {
        const struct recent_file *file = &all->plan.files.at[i];
        if (file->homeless == 0)
            continue;
        add_place(out, name_of(all, file->doc), file->doc,
                  &file->doc->entries[file->first_homeless]);
        buf_printf(out,
                   ": %u recent entr%s that no section of %s shows: name the file under "
                   "`sections` in the configuration, or leave it out of `of`\n",
                   file->homeless, file->homeless == 1 ? "y" : "ies", recent_page_name(all));
    }
}

/* Where no configuration says so: which file each section is rebuilt from. */
static void tell_files(const struct rebuilding *all, struct buf *out)
{
    const struct document *page = all->page.doc;
    const char *separator = "";
    if (all->wish.given)
        return;
    buf_printf(
        out, "%s: as the configuration has no `recent`, by what it shows: ", recent_page_name(all));
    for (size_t i = 0; i < all->plan.files.n; i++) {
        const struct recent_file *file = &all->plan.files.at[i];
        if (file->group == NO_INDEX)
            continue;
        uint32_t section = all->page.groups.at[file->group].section;
        str name = page->sections[section_heading(page, section)].text;
        buf_printf(out, "%s\"%.*s\" from %s", separator, STR_ARG(name), name_of(all, file->doc));
        separator = ", ";
    }
    buf_printf(out, "%s\n", *separator ? "" : "nothing");
}

/* "2024-09-30", and where that is not from the configuration, who says so. */
static void tell_window(const struct rebuilding *all, struct buf *out)
{
    const struct recent_window *window = &all->plan.window;
    struct date since = day_date(window->since);
    buf_printf(out, "since %04d-%02d-%02d", since.year, since.month, since.day);
    if (window->heading != NO_INDEX)
        buf_printf(
            out, ", as its line %u says",
            document_line(all->page.doc, all->page.doc->sections[window->heading].span.start) + 1);
}

static void tell_counts(const struct rebuilding *all, struct buf *out)
{
    static const char *const names[RECENT_KINDS] = {
        [RECENT_SAME] = "as in their files",
        [RECENT_MARKED] = "as there but for what only the page has",
        [RECENT_ALIKE] = "that say what their files say in another form",
        [RECENT_APART] = "that stay with what their files lack",
        [RECENT_ALONE] = "that stay without a file",
        [RECENT_CHANGED] = "taken from their files anew",
        [RECENT_NEW] = "new",
        [RECENT_DROPPED] = "gone",
    };
    uint32_t rows = 0;
    for (int kind = 0; kind < RECENT_DROPPED; kind++)
        rows += all->text.count[kind];
    buf_printf(out, "%s: %u row%s ", recent_page_name(all), rows, rows == 1 ? "" : "s");
    tell_window(all, out);
    const char *separator = ": ";
    for (int kind = 0; kind < RECENT_KINDS; kind++) {
        if (all->text.count[kind] == 0)
            continue;
        buf_printf(out, "%s%u %s", separator, all->text.count[kind], names[kind]);
        separator = ", ";
    }
    if (all->text.moved > 0)
        buf_printf(out, "; %u in another place", all->text.moved);
    if (all->text.heading)
        buf_add(out, STR("; the heading tells another window"));
    buf_add_char(out, '\n');
}

bool recent_is_changed(const struct rebuilding *all)
{
    return !str_eq(all->page.doc->source, buf_str(&all->text.bytes));
}

enum outcome recent_tell(const struct rebuilding *all, enum outcome outcome)
{
    struct buf out = {0}, shown = {0};
    for (size_t i = 0; i < all->text.notes.n; i++)
        tell_row(all, &out, &all->text.notes.at[i]);
    tell_homeless(all, &out);
    if (all->plan.linkless > 0)
        buf_printf(&out, "%s: %u recent entr%s without a link to the paper: not added\n",
                   recent_page_name(all), all->plan.linkless,
                   all->plan.linkless == 1 ? "y" : "ies");
    tell_files(all, &out);
    tell_counts(all, &out);
    if (!recent_is_changed(all))
        buf_printf(&out, "%s: is as it should be\n", recent_page_name(all));
    else
        buf_printf(&out, "%s: %s\n", recent_page_name(all),
                   all->options->check_only ? "is to be rebuilt: run curlint recent" : "rebuilt");
    for (str rest = buf_str(&out); rest.n > 0;) {
        escape_add_first(&shown, str_cut(&rest, '\n'));
        buf_add_char(&shown, '\n');
    }
    if (!all->options->check.quiet)
        outcome = print_output(buf_str(&shown), outcome);
    if (all->plan.undated > 0 && !all->options->check.quiet)
        print_note("not added, as nothing tells how old they are: entries without a date and an "
                   "arXiv id, where git's history does not reach back to the window: %u",
                   all->plan.undated);
    buf_free(&out);
    buf_free(&shown);
    return outcome;
}
