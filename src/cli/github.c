#include "cli/github.h"

#include "base/path.h"
#include "report/uri.h"

#include <stdlib.h>

/* The root below the workspace; false where it lies elsewhere or there is no workspace. */
static bool find_folder(const struct place *place, const struct cli *cli, struct buf *out)
{
    const char *workspace = cli->environment("GITHUB_WORKSPACE");
    char *real = workspace && *workspace ? realpath(workspace, NULL) : NULL;
    str above = str_from(real);
    bool found = real && path_is_within(place->root, above);
    if (found && place->root.n > above.n) {
        buf_add(out, str_skip(place->root, above.n + 1));
        buf_add_char(out, '/');
    }
    free(real);
    return found;
}

static bool is_hex(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.at[i]) && (ascii_lower(s.at[i]) < 'a' || ascii_lower(s.at[i]) > 'f'))
            return false;
    return s.n > 0;
}

/* "https://github.com", perhaps with a port and a path; nothing that ends a link or a line. */
static bool is_server(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_alnum(s.at[i]) && !str_has(STR("-._~:/"), str_sub(s, i, i + 1)))
            return false;
    return str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
}

static void find_address(const struct cli *cli, struct buf *out)
{
    str server = str_from(cli->environment("GITHUB_SERVER_URL"));
    str repository = str_from(cli->environment("GITHUB_REPOSITORY"));
    str commit = str_from(cli->environment("GITHUB_SHA"));
    if (!is_server(server) || repository.n == 0 || !is_hex(commit))
        return;
    buf_printf(out, "%.*s/", STR_ARG(server));
    uri_add_path(out, repository);
    buf_printf(out, "/blob/%.*s/", STR_ARG(commit));
}

void github_locate(struct report *report, struct place *place, const struct cli *cli)
{
    struct buf folder = {0}, address = {0};
    if (find_folder(place, cli, &folder) && place->repo)
        find_address(cli, &address);
    report->folder = arena_str(&place->arena, buf_str(&folder));
    report->address = arena_str(&place->arena, buf_str(&address));
    buf_free(&folder);
    buf_free(&address);
}
