/* Counts the guest instructions that qemu-user executes and writes the sum to a file descriptor at the end.
 *
 *     qemu-x86_64 -plugin instructions.so,fd=7 program
 *
 * qemu's plugin header is packaged by few systems, so the few symbols used are declared here, as documented in qemu's
 * docs/devel/tcg-plugins. A call back for every executed block is the one interface that all versions have kept.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef PLUGIN_VERSION
#define PLUGIN_VERSION 1
#endif

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
typedef void (*translated_cb)(qemu_plugin_id_t, struct qemu_plugin_tb *);
typedef void (*executed_cb)(unsigned int, void *);
typedef void (*ended_cb)(qemu_plugin_id_t, void *);

extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, translated_cb);
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, executed_cb, int, void *);
extern void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, ended_cb, void *);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);

__attribute__((visibility("default"))) int qemu_plugin_version = PLUGIN_VERSION;

static uint64_t executed;
static int out = 2;
static int owner;

static void on_executed(unsigned int cpu, void *instructions)
{
    (void)cpu;
    __atomic_fetch_add(&executed, (uint64_t)(uintptr_t)instructions, __ATOMIC_RELAXED);
}

static void on_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    /* 0: the call back looks at no registers. */
    qemu_plugin_register_vcpu_tb_exec_cb(block, on_executed, 0, (void *)(uintptr_t)qemu_plugin_tb_n_insns(block));
}

static void on_ended(qemu_plugin_id_t id, void *unused)
{
    char text[64];
    int length;
    (void)id;
    (void)unused;
    if (getpid() != owner)
        return;
    length = snprintf(text, sizeof text, "instructions %llu\n", (unsigned long long)executed);
    if (write(out, text, (size_t)length) != length)
        _exit(70);
}

__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
    int i;
    (void)info;
    for (i = 0; i < argc; i++)
        if (strncmp(argv[i], "fd=", 3) == 0)
            out = atoi(argv[i] + 3);
    owner = getpid();
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    qemu_plugin_register_atexit_cb(id, on_ended, NULL);
    return 0;
}
