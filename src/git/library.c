#include "git/library.h"

#include <git2.h>

/*
 * What libgit2 calls of mbedTLS when it starts: to read the certificates of every authority that
 * the system trusts, for connections that curlint never makes by it. That was a twentieth of the
 * time of a hook, and no option of libgit2 leaves it out (1.5, streams/mbedtls.c). The
 * program's own function comes before the library's; it reads nothing, so that a connection by
 * libgit2, were there ever one, would trust nobody. curlint's own connections are libcurl's.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}

/* What git itself writes into a repository's config and what changes nothing for reading. */
static void allow_extensions(void)
{
    const char *known[] = {"partialclone", "worktreeconfig", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof known[0]);
}

void library_start(void)
{
    git_libgit2_init();
    allow_extensions();
    /* As git itself reads objects; zlib's checksum stays. It is a tenth of a small comparison. */
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

void library_stop(void)
{
    git_libgit2_shutdown();
}
