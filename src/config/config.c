#include "config/config.h"

#include "base/file.h"
#include "config/read.h"

#include <string.h>
#include <unistd.h>

const char *const config_names[] = {
    ".curlint.yaml",
    ".curlint.yml",
    ".github/curlint.yaml",
    NULL,
};

/* Append "dir/name" and a NUL. */
static void join(struct buf *out, str dir, const char *name)
{
    buf_clear(out);
    buf_add(out, dir);
    if (dir.n > 0 && dir.at[dir.n - 1] != '/')
        buf_add_char(out, '/');
    buf_add(out, str_from(name));
    buf_add_char(out, '\0');
}

static enum rc find_in(struct buf *out, str dir, struct err *err)
{
    const char *found = NULL;
    for (const char *const *name = config_names; *name; name++) {
        join(out, dir, *name);
        if (access(out->at, F_OK) != 0)
            continue;
        if (found)
            return err_set(err, "%.*s: holds both %s and %s: keep one of them", STR_ARG(dir), found,
                           *name);
        found = *name;
    }
    if (!found)
        return RC_MISSING;
    join(out, dir, found);
    return RC_OK;
}

enum rc config_find(struct buf *out, const char *dir, bool upward, struct err *err)
{
    str at = str_from(dir);
    for (;;) {
        enum rc rc = find_in(out, at, err);
        if (rc != RC_MISSING || !upward)
            return rc;
        size_t slash = str_rfind_char(at, '/');
        if (slash == STR_NPOS || at.n <= 1)
            return RC_MISSING;
        at.n = slash ? slash : 1;
    }
}

enum rc config_load_text(struct settings *settings, str text, const char *name, struct err *err)
{
    yaml_document_t document;
    enum rc rc = parse_yaml(&document, text, name, err);
    if (rc != RC_OK)
        return rc;
    settings->config_name = arena_str(&settings->arena, str_from(name));
    settings->config_text = arena_str(&settings->arena, text);
    rc = read_settings(settings, &document, name, err);
    yaml_document_delete(&document);
    return rc;
}

enum rc config_load(struct settings *settings, const char *path, const char *name, struct err *err)
{
    struct buf text = {0};
    size_t size = 0;
    enum rc rc = file_read(&text, path, CONFIG_BYTES_MAX, &size, err);
    if (rc == RC_MISSING)
        rc = err_set(err, "%s: there is no such file: name an existing one after --config", name);
    else if (rc == RC_FAIL)
        rc = err_set(err, "%s: cannot be read as a configuration: make it a readable file", name);
    else if (size > CONFIG_BYTES_MAX)
        rc = err_set(err, "%s: is larger than a configuration can be: 1 MiB at most", name);
    else
        rc = config_load_text(settings, buf_str(&text), name, err);
    buf_free(&text);
    return rc;
}
