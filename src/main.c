/* main: argv -> command -> exit status. The only place that sees the generated tables. */
#include "cli/dispatch.h"

#include <stdlib.h>

extern const struct rule_entry rule_table[];
extern const size_t rule_table_count;

static const char *environment(const char *name)
{
    return getenv(name);
}

int main(int argc, char **argv)
{
    struct cli cli = {
        .rules = rule_table,
        .rule_count = rule_table_count,
        .clock = clock_system(),
        .environment = environment,
    };
    return (int)dispatch(&cli, argc, argv);
}
