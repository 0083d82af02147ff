#include "base/path.h"

str path_folder(str path)
{
    size_t slash = str_rfind_char(path, '/');
    return str_sub(path, 0, slash == STR_NPOS ? 0 : slash);
}

bool path_is_within(str path, str folder)
{
    if (folder.n == 0)
        return true;
    return str_starts(path, folder) && (path.n == folder.n || path.at[folder.n] == '/');
}

bool path_is_plain(str path)
{
    if (path.n == 0)
        return false;
    while (path.at) {
        str part = str_cut(&path, '/');
        if (part.n == 0 || str_eq(part, STR(".")) || str_eq(part, STR("..")))
            return false;
    }
    return true;
}

bool path_join(struct buf *out, str folder, str relative)
{
    buf_clear(out);
    if (!str_starts(relative, STR("/")))
        buf_add(out, folder);
    while (relative.n > 0) {
        str part = str_cut(&relative, '/');
        if (part.n == 0 || str_eq(part, STR(".")))
            continue;
        if (str_eq(part, STR(".."))) {
            if (out->n == 0)
                return false;
            out->n = path_folder(buf_str(out)).n;
            continue;
        }
        if (out->n > 0)
            buf_add_char(out, '/');
        buf_add(out, part);
    }
    return true;
}
