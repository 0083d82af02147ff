/*
 * manual: writes the manual page, docs/cli.md, the completions or docs/curlint.schema.json from the
 * program's own tables.
 * A program of the build, not installed: manual page|markdown|bash|zsh|fish|schema FILE
 */
#include "base/file.h"
#include "cli/completions.h"
#include "cli/manual.h"
#include "config/schema.h"

#include <stdio.h>
#include <string.h>

extern const struct rule_entry rule_table[];
extern const size_t rule_table_count;

static void schema(struct buf *out)
{
    config_schema(out, rule_table, rule_table_count);
}

static const struct {
    const char *name;
    void (*write)(struct buf *out);
} parts[] = {
    {"page", manual_page},    {"markdown", manual_markdown}, {"bash", completions_bash},
    {"zsh", completions_zsh}, {"fish", completions_fish},    {"schema", schema},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 3 && i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(argv[1], parts[i].name) != 0)
            continue;
        struct buf out = {0};
        struct err err;
        parts[i].write(&out);
        enum rc rc = file_write(argv[2], buf_str(&out), &err);
        if (rc != RC_OK)
            fprintf(stderr, "manual: %s\n", err.text);
        buf_free(&out);
        return rc == RC_OK ? 0 : 2;
    }
    fputs("usage: manual page|markdown|bash|zsh|fish|schema FILE\n", stderr);
    return 2;
}
