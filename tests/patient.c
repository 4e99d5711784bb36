/*
 * tests/patient COMMAND [ARG]...: runs a test. If the command prints nothing
 * for half an hour, it hangs: it is ended, together with all that it started. A
 * slow machine ends nothing, because the time of the whole run does not count.
 * The exit status is that of the command, or 124 if it was ended.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SILENCE = 30 * 60 * 1000, /* milliseconds without output: it hangs */
    GRACE = 10 * 1000,        /* for what a command does when it is ended */
    HUNG = 124,
};

static volatile pid_t child;

static void
end(int signal)
{
    kill(-child, signal);
    _exit(128 + signal);
}

static void
fail(const char *what)
{
    perror(what);
    exit(99);
}

/* Runs the command in a process group of its own, with its output in pipes. */
static void
start(char **argv, int out[2], int err[2])
{
    child = fork();
    if (child < 0)
        fail("fork");
    if (child == 0) {
        setpgid(0, 0);
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        for (int i = 0; i < 2; i++) {
            close(out[i]);
            close(err[i]);
        }
        execvp(argv[0], argv);
        fail(argv[0]);
    }
    setpgid(child, child);
    close(out[1]);
    close(err[1]);
}

/* Hands on what can be read from `from`. False at its end. */
static bool
copy(int from, int to)
{
    char bytes[4096];
    ssize_t n = read(from, bytes, sizeof bytes);

    if (n < 0)
        return errno == EINTR;
    for (ssize_t done = 0; done < n;) {
        ssize_t put = write(to, bytes + done, (size_t)(n - done));
        if (put < 0 && errno != EINTR)
            fail("write");
        done += put > 0 ? put : 0;
    }
    return n > 0;
}

/* Hands on all output. False if there was none for `silence` milliseconds. */
static bool
follow(struct pollfd from[2], int silence)
{
    while (from[0].fd >= 0 || from[1].fd >= 0) {
        int ready = poll(from, 2, silence);
        if (ready == 0)
            return false;
        for (int i = 0; ready > 0 && i < 2; i++)
            if (from[i].revents != 0 && !copy(from[i].fd, i + 1))
                from[i].fd = -1;
    }
    return true;
}

int
main(int argc, char **argv)
{
    int out[2], err[2], status;

    if (argc < 2 || pipe(out) != 0 || pipe(err) != 0)
        fail("patient");
    start(argv + 1, out, err);
    signal(SIGHUP, end);
    signal(SIGINT, end);
    signal(SIGTERM, end);
    struct pollfd from[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
    if (!follow(from, SILENCE)) {
        for (int i = 1; i < argc; i++)
            fprintf(stderr, "%s ", argv[i]);
        fprintf(stderr, "printed nothing for half an hour: it hangs\n");
        kill(-child, SIGTERM);
        follow(from, GRACE);
        kill(-child, SIGKILL);
        return HUNG;
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
