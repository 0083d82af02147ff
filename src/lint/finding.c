#include "lint/finding.h"

#include "base/mem.h"

static const char *const names[] = {
    [SEVERITY_OFF] = "off",
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

void findings_free(struct findings *findings)
{
    arena_free(&findings->arena);
    vec_free(findings);
}

const char *severity_name(enum severity severity)
{
    return names[severity];
}

bool severity_parse(str name, enum severity *out)
{
    for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
        if (str_eq(name, str_from(names[i]))) {
            *out = (enum severity)i;
            return true;
        }
    }
    return false;
}

const char *finding_history(const struct finding *finding)
{
    if (finding->status == STATUS_EXISTING)
        return " (older)";
    return finding->status == STATUS_NEW && finding->fate == FATE_SAME ? " (elsewhere)" : "";
}
