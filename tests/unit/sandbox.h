/*
 * sandbox: a temporary folder and the git command line, for tests that need a repository. The
 * product never starts git; its tests may. Nothing of the user's own configuration is read.
 */
#ifndef CURLINT_TESTS_SANDBOX_H
#define CURLINT_TESTS_SANDBOX_H

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct sandbox {
    char dir[64];
};

/* Run a script of sh in the sandbox; a failing command fails the test. */
static inline void sandbox_run(const struct sandbox *sandbox, const char *script)
{
    struct buf command = {0};
    buf_printf(&command, "cd '%s'\nset -eu\n%s", sandbox->dir, script);
    buf_add_char(&command, '\0');
    int status = system(command.at);
    if (status != 0)
        print_error("failed: %s\n", command.at);
    buf_free(&command);
    assert_int_equal(status, 0);
}

/* A path in the sandbox; the caller frees it. */
static inline char *sandbox_path(const struct sandbox *sandbox, const char *name)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", sandbox->dir, name) > 0);
    return path;
}

static inline int sandbox_open(void **state)
{
    struct sandbox *sandbox = test_calloc(1, sizeof *sandbox);
    snprintf(sandbox->dir, sizeof sandbox->dir, "/tmp/curlint-test-XXXXXX");
    assert_non_null(mkdtemp(sandbox->dir));
    char *home = sandbox_path(sandbox, "home");
    setenv("HOME", home, 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    unsetenv("XDG_CONFIG_HOME");
    free(home);
    sandbox_run(sandbox, "mkdir home\n"
                         "git config --global user.name Test\n"
                         "git config --global user.email test@example.org\n"
                         "git config --global init.defaultBranch main\n"
                         "git config --global protocol.file.allow always\n"
                         "git config --global advice.detachedHead false\n");
    *state = sandbox;
    return 0;
}

static inline int sandbox_close(void **state)
{
    struct sandbox *sandbox = *state;
    struct buf command = {0};
    assert_int_equal(chdir("/"), 0);
    buf_printf(&command, "chmod -R u+rwX '%s' && rm -rf '%s'", sandbox->dir, sandbox->dir);
    buf_add_char(&command, '\0');
    int status = system(command.at);
    buf_free(&command);
    test_free(sandbox);
    return status;
}

#endif
