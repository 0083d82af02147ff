/*
 * replay: runs a fuzz target over the files of corpus directories, so that ctest replays what the
 * fuzzer found without clang. A directory that is missing or holds no file is a failure.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each input gets a heap block of exactly its size, so that the sanitizer sees a byte too far. */
static int replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1);
    int ok = file && data && fread(data, 1, size, file) == size;

    if (ok)
        LLVMFuzzerTestOneInput(data, size);
    else
        perror(path);
    if (file)
        fclose(file);
    free(data);
    return ok;
}

/* The number of files replayed, or -1. Files whose names start with a dot are left out. */
static int replay_directory(const char *directory)
{
    struct dirent **names;
    int n = scandir(directory, &names, NULL, alphasort);
    int replayed = 0;

    if (n < 0) {
        perror(directory);
        return -1;
    }
    for (int i = 0; i < n; i++) {
        char path[4096];
        struct stat status;

        snprintf(path, sizeof path, "%s/%s", directory, names[i]->d_name);
        if (replayed >= 0 && names[i]->d_name[0] != '.' && stat(path, &status) == 0 &&
            S_ISREG(status.st_mode))
            replayed = replay_file(path, (size_t)status.st_size) ? replayed + 1 : -1;
        free(names[i]);
    }
    free(names);
    return replayed;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s CORPUS-DIRECTORY...\n", argv[0]);
        return EXIT_FAILURE;
    }
    for (int i = 1; i < argc; i++) {
        int replayed = replay_directory(argv[i]);

        if (replayed <= 0) {
            fprintf(stderr, "%s: nothing replayed\n", argv[i]);
            return EXIT_FAILURE;
        }
        printf("%s: %d inputs replayed\n", argv[i], replayed);
    }
    return EXIT_SUCCESS;
}
