/*
 * measure RUNS: runs commands in turn, RUNS times each, without input and with
 * their output thrown away. A line of standard input is the name of a command
 * and its words.
 *
 * Prints a line for each: its name, the best and the median wall time in
 * microseconds (from before its process is created until its end is known), its
 * best CPU time in microseconds, its peak memory in KiB and its fewest page
 * faults. Because they take turns, other load of the machine affects all
 * commands alike. A command that fails is not run again: its line is the name
 * and "failed".
 */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_COMMANDS = 32, MOST_WORDS = 64, MOST_RUNS = 10000 };

struct command {
    const char *name;
    char *argv[MOST_WORDS];
    long long times[MOST_RUNS];
    long long cpu;
    long peak;
    long faults;
    bool failed;
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

    long long start = microseconds();
    if (posix_spawnp(&pid, command->argv[0], quiet, NULL, command->argv,
                     environ) != 0 ||
        wait4(pid, &status, 0, &usage) != pid || status != 0) {
        command->failed = true;
        return;
    }
    command->times[nth] = microseconds() - start;
    if (usage.ru_maxrss > command->peak)
        command->peak = usage.ru_maxrss;
    if (nth == 0 || usage.ru_minflt < command->faults)
        command->faults = usage.ru_minflt;
    if (nth == 0 || cpu_time(&usage) < command->cpu)
        command->cpu = cpu_time(&usage);
}

static int
compare(const void *a, const void *b)
{
    long long x = *(const long long *)a, y = *(const long long *)b;

    return (x > y) - (x < y);
}

/* Reads the commands; the lines stay in memory. */
static int
read_commands(struct command *commands)
{
    char *line = NULL;
    size_t size = 0;
    int n = 0;

    while (getline(&line, &size, stdin) > 0) {
        if (n == MOST_COMMANDS)
            die("too many commands");
        struct command *command = &commands[n];
        command->name = strtok(line, " \n");
        for (int word = 0; word < MOST_WORDS; word++)
            if (!(command->argv[word] = strtok(NULL, " \n")))
                break;
        if (!command->argv[0] || command->argv[MOST_WORDS - 1])
            die("a line is no command");
        n++;
        line = NULL;
    }
    return n;
}

static void
print(struct command *command, int runs)
{
    if (command->failed) {
        printf("%s failed\n", command->name);
        return;
    }
    qsort(command->times, (size_t)runs, sizeof *command->times, compare);
    printf("%s %lld %lld %lld %ld %ld\n", command->name, command->times[0],
           command->times[runs / 2], command->cpu, command->peak,
           command->faults);
}

int
main(int argc, char **argv)
{
    static struct command commands[MOST_COMMANDS];
    posix_spawn_file_actions_t quiet;
    int runs = argc == 2 ? atoi(argv[1]) : 0;

    if (runs < 1 || runs > MOST_RUNS)
        die("how often?");
    int n = read_commands(commands);
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (int i = 0; i < runs; i++)
        for (int k = 0; k < n; k++)
            if (!commands[k].failed)
                run(&commands[k], i, &quiet);
    for (int k = 0; k < n; k++)
        print(&commands[k], runs);
    return 0;
}
