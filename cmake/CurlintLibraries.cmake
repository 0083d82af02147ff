# The libraries of the product, all packages of Debian 12 and Ubuntu 24.04. docs/architecture.md
# says what each one saves.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark-gfm>=0.29.0)
# Loaded at run time, so that no tool sees it in the program: a package has to name libcurl4 (>= 7.88)
# by hand, which libcurl4t64 of Ubuntu 24.04 provides.
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.88)
pkg_check_modules(GIT2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.37)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat>=2.4)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
find_path(UTHASH_INCLUDE uthash.h REQUIRED)
