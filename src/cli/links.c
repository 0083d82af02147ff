#include "cli/links.h"

#include "base/file.h"
#include "net/evidence_json.h"

enum { ANSWERS_BYTES_MAX = 256 * 1024 * 1024 };

bool links_are_wanted(const struct link_options *options)
{
    return options->answers != NULL;
}

static void keep(void *self, str url, const struct evidence *evidence)
{
    answers_put(self, url, evidence);
}

/* --answers: what is written there stands in the place of what servers would say. */
static enum rc read_answers(struct answers *answers, const char *path, struct err *err)
{
    struct buf text = {0};
    struct arena arena = {0};
    size_t size = 0;
    enum rc rc = file_read(&text, path, ANSWERS_BYTES_MAX, &size, err);
    if (rc == RC_MISSING)
        rc = err_set(err, "%s: there is no such file", path);
    else if (rc == RC_OK && size > ANSWERS_BYTES_MAX)
        rc = err_set(err, "%s: is larger than 256 MiB", path);
    if (rc == RC_OK)
        rc = evidence_read(buf_str(&text), path, &arena, keep, answers, err);
    buf_free(&text);
    arena_free(&arena);
    return rc;
}

enum rc links_answer(struct answers *answers, const struct link_options *options, struct err *err)
{
    return options->answers ? read_answers(answers, options->answers, err) : RC_OK;
}
