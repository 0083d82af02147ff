#include "cli/manual.h"

#include "cli/flag.h"
#include "cli/help.h"

#include <string.h>

#define INTRODUCTION                                                                               \
    "lints curated lists of papers in Markdown: tables, bullets and paragraphs, their badges, "    \
    "arXiv ids and links."

static const struct {
    const char *status, *meaning;
} statuses[] = {
    {"0", "nothing was found at or above the level of --fail-on"},
    {"1", "something was found; with --diff: there is something to change"},
    {"2", "the job could not be done: a wrong option or configuration, a file that cannot be read "
          "or written"},
};

static const struct {
    const char *name, *meaning;
} variables[] = {
    {"NO_COLOR", "where set and not empty, no colours with --color auto"},
    {"CLICOLOR_FORCE", "where set and not 0, colours with --color auto though the output is no "
                       "terminal"},
    {"TERM", "no colours with --color auto where it is dumb"},
    {"SOURCE_DATE_EPOCH", "seconds since 1970 to take for the present time"},
    {"GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_CEILING_DIRECTORIES", "as git takes them"},
    {"GITHUB_WORKSPACE", "the folder that the files of --format github are named from, where it "
                         "holds the list"},
    {"GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA",
     "what the links of --format markdown lead to"},
};

enum { STATUSES = sizeof statuses / sizeof *statuses };
enum { VARIABLES = sizeof variables / sizeof *variables };

/* A word for mdoc, where a backslash begins an escape and a hyphen may be broken at. */
static void roff_word(struct buf *out, str word)
{
    if (word.n > 0 && (word.at[0] == '.' || word.at[0] == '\''))
        buf_add(out, STR("\\&"));
    for (size_t i = 0; i < word.n; i++) {
        if (word.at[i] == '\\')
            buf_add(out, STR("\\e"));
        else if (word.at[i] == '-')
            buf_add(out, STR("\\-"));
        else
            buf_add_char(out, word.at[i]);
    }
}

/* A paragraph in lines of a length that mandoc's linter likes. */
static void roff(struct buf *out, str text)
{
    size_t column = 0;
    while (text.n > 0) {
        str word = str_cut(&text, ' ');
        if (column > 0)
            buf_add_char(out, column + word.n > 70 ? '\n' : ' ');
        column = column + word.n > 70 ? word.n : column + word.n + 1;
        roff_word(out, word);
    }
    buf_add_char(out, '\n');
}

static void page_flag(struct buf *out, const struct flag *flag)
{
    buf_add(out, STR(".It "));
    if (flag->letter)
        buf_printf(out, "Fl %c , ", flag->letter);
    buf_printf(out, "Fl \\-%s", flag->name);
    if (flag->argument)
        buf_printf(out, " Ar %s", flag->argument);
    buf_add_char(out, '\n');
    struct buf text = {0}, values = {0};
    flag_values(&values, flag);
    buf_printf(&text, "%s%s%.*s.", flag->help, values.n ? ": " : "", STR_ARG(buf_str(&values)));
    roff(out, buf_str(&text));
    buf_free(&text);
    buf_free(&values);
}

static void page_flags(struct buf *out, const struct flag *flags)
{
    buf_add(out, STR(".Bl -tag -width Ds\n"));
    for (const struct flag *flag = flags; flag && flag->name; flag++)
        page_flag(out, flag);
    buf_add(out, STR(".El\n"));
}

/* "[OPTION...] [PATH... | -]" as arguments of a macro. */
static void page_usage(struct buf *out, const char *usage)
{
    for (str rest = str_from(usage); rest.n > 0;) {
        str word = str_cut(&rest, ' ');
        buf_printf(out, " Ar %.*s", STR_ARG(word));
    }
    buf_add_char(out, '\n');
}

static void page_commands(struct buf *out)
{
    buf_add(out, STR(".Sh COMMANDS\n"));
    for (const struct command *const *at = command_table; *at; at++) {
        buf_printf(out, ".Ss curlint %s", (*at)->name);
        page_usage(out, "");
        buf_printf(out, "To %s", (*at)->summary);
        buf_printf(out, "%s.\n",
                   *at == command_default() ? "; the command where none is named" : "");
        page_flags(out, (*at)->flags);
    }
    buf_add(out, STR(".Ss Every command\n"));
    page_flags(out, common_flags);
}

void manual_page(struct buf *out)
{
    buf_add(out,
            STR(".\\\" made from the tables of src/cli\n.Dd November 24, 2026\n.Dt CURLINT 1\n.Os\n"
                ".Sh NAME\n.Nm curlint\n.Nd lint curated lists of papers\n.Sh SYNOPSIS\n"));
    for (const struct command *const *at = command_table; *at; at++) {
        buf_printf(out, ".Nm\n.Cm %s", (*at)->name);
        page_usage(out, (*at)->usage);
    }
    buf_add(out, STR(".Sh DESCRIPTION\n.Nm\n"));
    roff(out, STR(INTRODUCTION));
    page_commands(out);
    buf_add(out, STR(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"));
    for (size_t i = 0; i < VARIABLES; i++) {
        buf_printf(out, ".It Ev %s\n", variables[i].name);
        roff(out, str_from(variables[i].meaning));
    }
    buf_add(out, STR(".El\n.Sh FILES\n.Bl -tag -width Ds\n"
                     ".It Pa .curlint.yaml , .curlint.yml , .github/curlint.yaml\n"
                     "The configuration of a list.\n.El\n.Sh EXIT STATUS\n"
                     ".Bl -tag -width Ds\n"));
    for (size_t i = 0; i < STATUSES; i++) {
        buf_printf(out, ".It %s\n", statuses[i].status);
        roff(out, str_from(statuses[i].meaning));
    }
    buf_add(out, STR(".El\n"));
}

/* A `|` would end the cell of a table. */
static void markdown_flags(struct buf *out, const struct flag *flags)
{
    const char *group = "";
    for (const struct flag *flag = flags; flag && flag->name; flag++) {
        struct buf values = {0};
        if (strcmp(group, flag->group) != 0)
            buf_printf(out, "\n**%s**\n\n| option | |\n|---|---|\n", flag->group);
        group = flag->group;
        buf_add(out, STR("| `"));
        flag_spell(out, flag);
        buf_printf(out, "` | %s", flag->help);
        flag_values(&values, flag);
        if (values.n > 0)
            buf_printf(out, ": %.*s", STR_ARG(buf_str(&values)));
        buf_add(out, STR(" |\n"));
        buf_free(&values);
    }
}

void manual_markdown(struct buf *out)
{
    buf_add(out, STR("# The command line\n\n<!-- made from the tables of src/cli by the target "
                     "`docs`: change it there -->\n\ncurlint " INTRODUCTION "\n"));
    for (const struct command *const *at = command_table; *at; at++) {
        buf_printf(out, "\n## curlint %s\n\nTo %s%s.\n\n```\ncurlint %s%s%s\n```\n", (*at)->name,
                   (*at)->summary,
                   *at == command_default() ? "; the command where none is named" : "", (*at)->name,
                   *(*at)->usage ? " " : "", (*at)->usage);
        markdown_flags(out, (*at)->flags);
    }
    buf_add(out, STR("\n## Every command\n"));
    markdown_flags(out, common_flags);
    buf_add(out, STR("\n## Exit status\n\n| status | |\n|---|---|\n"));
    for (size_t i = 0; i < STATUSES; i++)
        buf_printf(out, "| %s | %s |\n", statuses[i].status, statuses[i].meaning);
    buf_add(out, STR("\n## Environment\n\n| variable | |\n|---|---|\n"));
    for (size_t i = 0; i < VARIABLES; i++)
        buf_printf(out, "| %s | %s |\n", variables[i].name, variables[i].meaning);
}
