/*
 * measure RUNS [-u FILE] COMMAND... [-- [-u FILE] COMMAND...]...
 *
 * Runs the commands in turn, RUNS times, with their output thrown away, and
 * prints a line for each: the best and the median wall time in microseconds
 * (from before its process is created until its end is known), its peak memory in
 * KiB, and the best CPU time in microseconds. Because they take turns, other load of
 * the machine affects all commands alike. FILE is removed before each run of its
 * command.
 */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_COMMANDS = 8, MOST_RUNS = 10000 };

struct command {
    char **argv;
    const char *remove; /* NULL: nothing */
    long long times[MOST_RUNS];
    long peak;
    long long cpu; /* 0: not run yet */
};

static void
die(const char *what)
{
    fprintf(stderr, "measure: %s\n", what);
    exit(2);
}

static long long
cpu_time(const struct rusage *usage)
{
    const struct timeval *user = &usage->ru_utime, *sys = &usage->ru_stime;

    return (user->tv_sec + sys->tv_sec) * 1000000LL + user->tv_usec +
           sys->tv_usec;
}

static long long
microseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000ll + now.tv_nsec / 1000;
}

static void
run(struct command *command, int nth, const posix_spawn_file_actions_t *quiet)
{
    struct rusage usage;
    int status;
    pid_t pid;

    if (command->remove)
        unlink(command->remove);
    long long start = microseconds();
    if (posix_spawnp(&pid, command->argv[0], quiet, NULL, command->argv,
                     environ) != 0)
        die(command->argv[0]);
    if (wait4(pid, &status, 0, &usage) != pid || status != 0)
        die("a command failed");
    command->times[nth] = microseconds() - start;
    if (usage.ru_maxrss > command->peak)
        command->peak = usage.ru_maxrss;
    if (command->cpu == 0 || cpu_time(&usage) < command->cpu)
        command->cpu = cpu_time(&usage);
}

static int
compare(const void *a, const void *b)
{
    long long x = *(const long long *)a, y = *(const long long *)b;

    return (x > y) - (x < y);
}

/* Cuts the arguments into commands at each "--". */
static int
split(char **argv, struct command *commands)
{
    int n = 0;

    while (*argv) {
        if (n == MOST_COMMANDS)
            die("too many commands");
        if (strcmp(*argv, "-u") == 0 && argv[1]) {
            commands[n].remove = argv[1];
            argv += 2;
        }
        commands[n++].argv = argv;
        while (*argv && strcmp(*argv, "--") != 0)
            argv++;
        if (*argv)
            *argv++ = NULL;
    }
    return n;
}

int
main(int argc, char **argv)
{
    static struct command commands[MOST_COMMANDS];
    posix_spawn_file_actions_t quiet;
    int runs = argc > 2 ? atoi(argv[1]) : 0;

    if (runs < 1 || runs > MOST_RUNS)
        die("how often?");
    int n = split(argv + 2, commands);
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (int i = 0; i < runs; i++)
        for (int k = 0; k < n; k++)
            run(&commands[k], i, &quiet);
    for (int k = 0; k < n; k++) {
        qsort(commands[k].times, (size_t)runs, sizeof *commands[k].times,
              compare);
        printf("%lld %lld %ld %lld\n", commands[k].times[0],
               commands[k].times[runs / 2], commands[k].peak,
               commands[k].cpu);
    }
    return 0;
}
