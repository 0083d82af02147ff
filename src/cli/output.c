#include "cli/output.h"

#include "base/file.h"
#include "base/near.h"
#include "cli/print.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_FORMAT "full"

void output_names(struct buf *out)
{
    for (const struct format *const *format = format_table; *format; format++)
        buf_printf(out, "%s%s", format == format_table ? "" : ", ", (*format)->name);
}

enum rc output_format(const struct format **out, str name, struct err *err)
{
    struct near near = near_start(name);
    for (const struct format *const *format = format_table; *format; format++) {
        if (str_eq(name, str_from((*format)->name))) {
            *out = *format;
            return RC_OK;
        }
        near_offer(&near, (*format)->name);
    }
    if (near.best)
        return err_set(err, "there is no format \"%.*s\": did you mean \"%s\"?", STR_ARG(name),
                       near.best);
    struct buf names = {0};
    output_names(&names);
    enum rc rc = err_set(err, "there is no format \"%.*s\": use %.*s", STR_ARG(name),
                         STR_ARG(buf_str(&names)));
    buf_free(&names);
    return rc;
}

/* "sarif:out.sarif" */
static enum rc split(const char *text, const struct format **format, const char **path,
                     struct err *err)
{
    str rest = str_from(text), name = str_cut(&rest, ':');
    if (rest.n == 0)
        return err_set(err, "--output: \"%s\" names no file: write FORMAT:FILE", text);
    *path = rest.at;
    struct err why;
    if (output_format(format, name, &why) != RC_OK)
        return err_set(err, "--output: %s", why.text);
    return RC_OK;
}

enum rc output_check(const struct check_options *options, struct err *err)
{
    const struct format *format;
    const char *path;
    struct err why;
    if (options->format && output_format(&format, str_from(options->format), &why) != RC_OK)
        return err_set(err, "--format: %s", why.text);
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < options->outputs.n; i++)
        rc = split(options->outputs.at[i], &format, &path, err);
    return rc;
}

static bool is_set(const char *value)
{
    return value && *value;
}

/* https://no-color.org and https://bixense.com/clicolors; the option goes before both. */
bool output_wants_color(const struct cli *cli, enum color_choice choice)
{
    if (choice != COLOR_AUTO)
        return choice == COLOR_ALWAYS;
    const char *force = cli->environment("CLICOLOR_FORCE"), *term = cli->environment("TERM");
    if (is_set(cli->environment("NO_COLOR")))
        return false;
    if (is_set(force) && strcmp(force, "0") != 0)
        return true;
    return isatty(STDOUT_FILENO) && is_set(term) && strcmp(term, "dumb") != 0;
}

static uint32_t terminal_width(void)
{
    struct winsize size = {0};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static enum rc write_file(struct report *report, const char *text, struct err *err)
{
    const struct format *format = NULL;
    const char *path = NULL;
    enum rc rc = split(text, &format, &path, err);
    if (rc != RC_OK)
        return rc;
    struct buf out = {0};
    report->color = false;
    report->width = 0;
    format->write(report, &out);
    rc = file_write(path, buf_str(&out), err);
    buf_free(&out);
    return rc;
}

enum outcome output_report(struct report *report, const struct cli *cli,
                           const struct check_options *options, enum outcome outcome)
{
    struct err err;
    for (size_t i = 0; i < options->outputs.n; i++)
        if (write_file(report, options->outputs.at[i], &err) != RC_OK) {
            print_failure(&err);
            outcome = OUTCOME_TROUBLE;
        }
    if (options->quiet)
        return outcome;
    const struct format *format;
    str name = options->format ? str_from(options->format) : STR(DEFAULT_FORMAT);
    if (output_format(&format, name, &err) != RC_OK) {
        print_failure(&err);
        return OUTCOME_TROUBLE;
    }
    struct buf out = {0};
    report->color = output_wants_color(cli, (enum color_choice)options->color);
    report->width = terminal_width();
    format->write(report, &out);
    outcome = print_output(buf_str(&out), outcome);
    buf_free(&out);
    return outcome;
}
