#include "config/event.h"

#include "base/buf.h"
#include "base/file.h"

#include <jansson.h>
#include <string.h>

enum { EVENT_BYTES_MAX = 32 * 1024 * 1024 };

/* The value at "pull_request.base.sha", or NULL. */
static const json_t *find(const json_t *root, const char *path)
{
    str rest = str_from(path);
    while (root && rest.at) {
        char name[64];
        str part = str_cut(&rest, '.');
        if (part.n >= sizeof name)
            return NULL;
        memcpy(name, part.at, part.n);
        name[part.n] = '\0';
        root = json_object_get(root, name);
    }
    return root;
}

static const char *text_at(struct event *event, const json_t *root, const char *path)
{
    const char *text = json_string_value(find(root, path));
    return text && *text ? arena_str(&event->arena, str_from(text)).at : NULL;
}

static bool is_fork(const json_t *root)
{
    const char *head = json_string_value(find(root, "pull_request.head.repo.full_name"));
    const char *base = json_string_value(find(root, "pull_request.base.repo.full_name"));
    return find(root, "pull_request") && (!head || !base || strcmp(head, base) != 0);
}

void event_read(struct event *event, const char *path)
{
    struct buf text = {0};
    struct err err;
    size_t size = 0;
    json_t *root = NULL;
    if (path && *path && file_read(&text, path, EVENT_BYTES_MAX, &size, &err) == RC_OK &&
        size <= EVENT_BYTES_MAX)
        root = json_loadb(text.at, text.n, 0, NULL);
    if (root) {
        event->base = text_at(event, root, "pull_request.base.sha");
        if (!event->base)
            event->base = text_at(event, root, "merge_group.base_sha");
        event->head = text_at(event, root, "pull_request.head.sha");
        event->before = text_at(event, root, "before");
        event->default_branch = text_at(event, root, "repository.default_branch");
        event->fork = is_fork(root);
        json_decref(root);
    }
    buf_free(&text);
}
