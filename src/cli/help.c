#include "cli/help.h"

#include "base/version.h"
#include "cli/flag.h"
#include "config/version.h"
#include "doc/version.h"
#include "git/version.h"
#include "lint/version.h"
#include "net/version.h"
#include "report/version.h"

#include <string.h>

enum { HELP_COLUMN = 28, HELP_WIDTH = 80 };

const struct command *command_find(str name)
{
    for (const struct command *const *command = command_table; *command; command++)
        if (str_eq(name, str_from((*command)->name)))
            return *command;
    return NULL;
}

const struct command *command_default(void)
{
    return command_find(STR("check"));
}

static void add_blanks(struct buf *out, size_t n)
{
    while (n-- > 0)
        buf_add_char(out, ' ');
}

/* `term` in the left column, `text` wrapped in the right one. */
static void add_item(struct buf *out, str term, str text)
{
    buf_printf(out, "  %.*s", STR_ARG(term));
    size_t column = 2 + term.n;
    bool fresh = column + 2 > HELP_COLUMN;
    if (fresh)
        buf_add_char(out, '\n');
    add_blanks(out, fresh ? HELP_COLUMN : HELP_COLUMN - column);
    column = HELP_COLUMN;
    while (text.n > 0) {
        str word = str_cut(&text, ' ');
        if (column > HELP_COLUMN && column + 1 + word.n > HELP_WIDTH) {
            buf_add_char(out, '\n');
            add_blanks(out, HELP_COLUMN);
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add(out, word);
        column += word.n;
    }
    buf_add_char(out, '\n');
}

static void add_flag(struct buf *out, const struct flag *flag)
{
    struct buf term = {0}, text = {0}, values = {0};
    if (!flag->letter)
        buf_add(&term, STR("    "));
    flag_spell(&term, flag);
    buf_add(&text, str_from(flag->help));
    flag_values(&values, flag);
    if (values.n > 0)
        buf_printf(&text, ": %.*s", STR_ARG(buf_str(&values)));
    add_item(out, buf_str(&term), buf_str(&text));
    buf_free(&term);
    buf_free(&text);
    buf_free(&values);
}

static void add_flags(struct buf *out, const struct flag *flags)
{
    const char *group = "";
    for (const struct flag *flag = flags; flag && flag->name; flag++) {
        if (strcmp(group, flag->group) != 0)
            buf_printf(out, "\n%s:\n", flag->group);
        group = flag->group;
        add_flag(out, flag);
    }
}

void help_main(struct buf *out)
{
    buf_printf(out, "curlint lints curated lists of papers and checks their links.\n\n"
                    "Usage: curlint [COMMAND] [OPTION...] [ARGUMENT...]\n\n"
                    "Commands:\n");
    for (const struct command *const *command = command_table; *command; command++) {
        struct buf text = {0};
        buf_printf(&text, "%s%s", (*command)->summary,
                   *command == command_default() ? " (where no command is named)" : "");
        add_item(out, str_from((*command)->name), buf_str(&text));
        buf_free(&text);
    }
    add_flags(out, common_flags);
    buf_add(out, STR("\nExit status: 0 nothing to complain of, 1 findings, 2 the job could not be "
                     "done.\n`curlint COMMAND --help` tells the options of a command.\n"));
}

void help_command(struct buf *out, const struct command *command)
{
    buf_printf(out, "curlint %s: %s.\n\nUsage: curlint %s%s%s\n", command->name, command->summary,
               command->name, *command->usage ? " " : "", command->usage);
    add_flags(out, command->flags);
    add_flags(out, common_flags);
}

void help_version(struct buf *out)
{
    const struct {
        const char *name, *version;
    } libraries[] = {
        {"cmark-gfm", cmark_version_text()},   {"libgit2", git2_version_text()},
        {"libcurl", curl_version_text()},      {"SQLite", sqlite_version_text()},
        {"expat", expat_version_text()},       {"libyaml", yaml_version_text()},
        {"jansson", jansson_version_text()},   {"PCRE2", pcre2_version_text()},
        {"utf8proc", utf8proc_version_text()},
    };
    buf_printf(out, "curlint %s\n", CURLINT_VERSION);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        buf_printf(out, "  %-10s %s\n", libraries[i].name, libraries[i].version);
}
