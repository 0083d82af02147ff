/*
 * repo_private: what the files of src/git know of an open repository. For src/git only.
 */
#ifndef CURLINT_GIT_REPO_PRIVATE_H
#define CURLINT_GIT_REPO_PRIVATE_H

#include <git2.h>

struct repo {
    git_repository *handle;
    char *root, *git_dir; /* owned; no '/' at the end */
};

#endif
