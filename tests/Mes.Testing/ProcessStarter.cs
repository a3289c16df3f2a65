using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mes.Testing;

/// <summary>
/// Starts every process from one thread that lives as long as the test run: Linux sends the parent-death signal when the
/// <em>thread</em> that started a child ends, and threads of the pool end whenever they are idle.
/// </summary>
static class ProcessStarter
{
    static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Waiting = Begin();

    public static void Start(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Waiting.Add((process, started));
        started.Task.GetAwaiter().GetResult();
    }

    static BlockingCollection<(Process, TaskCompletionSource)> Begin()
    {
        var waiting = new BlockingCollection<(Process Process, TaskCompletionSource Started)>();
        var thread = new Thread(() =>
        {
            foreach (var (process, started) in waiting.GetConsumingEnumerable())
            {
                try
                {
                    process.Start();
                    started.SetResult();
                }
                catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
                {
                    started.SetException(exception);
                }
            }
        })
        { IsBackground = true, Name = "Process starter" };
        thread.Start();
        return waiting;
    }
}
