using System.Diagnostics;
using NUnit.Framework;

namespace Mes.Testing;

/// <summary>Waits for what another process will do. In-process code gives a signal to await instead.</summary>
public static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task Async(Func<bool> condition, TimeSpan timeout, string because, CancellationToken cancellation = default) =>
        Async(() => Task.FromResult(condition()), timeout, because, cancellation);

    public static async Task Async(
        Func<Task<bool>> condition, TimeSpan timeout, string because, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                throw new AssertionException($"Not within {timeout.TotalSeconds:0.#} s: {because}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }
}
