using System.Diagnostics;

namespace Mes.Build;

/// <summary>One line a step: what is done, and how long it took.</summary>
static class Step
{
    const int TitleWidth = 64;

    public static async Task<T> RunAsync<T>(string title, Func<Task<T>> act)
    {
        Console.Write($"{title} ".PadRight(TitleWidth, '.'));
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await act();
            Console.WriteLine($" {Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s");
            return result;
        }
        catch
        {
            Console.WriteLine(" not done");
            throw;
        }
    }

    public static Task RunAsync(string title, Func<Task> act) => RunAsync(title, async () =>
    {
        await act();
        return true;
    });
}
