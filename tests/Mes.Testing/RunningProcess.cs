using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Mes.Testing;

/// <summary>A program under test as a process: its output lines, its signals, its end. It never outlives the test run.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    const int SigInt = 2;
    const int SigKill = 9;
    const int SigTerm = 15;
    static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(10);

    readonly Process _process;
    readonly ConcurrentQueue<string> _lines = new();

    RunningProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What the program wrote so far, standard output and error together.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Starts a program; <paramref name="environment"/> is added to ours, a null value removes a variable.</summary>
    public static RunningProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingFolder = null)
    {
        string[] command = [.. DyingWithUs, fileName, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingFolder ?? "",
        };

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var running = new RunningProcess(new Process { StartInfo = start });
        ProcessStarter.Start(running._process);
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The first line, also of those already written, that fits. Fails with the whole output when none comes.</summary>
    public async Task<string> WaitForLineAsync(
        Func<string, bool> fits, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var exited = _process.HasExited;
            if (exited)
            {
                // The end of a program overtakes its last lines.
                await _process.WaitForExitAsync(cancellation);
            }

            if (_lines.FirstOrDefault(fits) is { } line)
            {
                return line;
            }

            if (exited || Stopwatch.GetElapsedTime(started) > timeout)
            {
                var reason = exited ? "the program ended" : $"{timeout.TotalSeconds:0.#} s went by";
                throw new AssertionException(
                    $"The awaited line did not come before {reason}. Output:\n{string.Join('\n', _lines)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }
    }

    public void Terminate() => Signal(SigTerm);

    public void Interrupt() => Signal(SigInt);

    /// <summary>As a power cut of the process: no clean-up runs. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        Signal(SigKill);
        await ExitAsync(KillTimeout);
    }

    /// <summary>Waits for the end, with all output read, and gives the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new AssertionException($"Process {Id} did not end within {timeout.TotalSeconds:0.#} s.");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    // A test run that is killed cannot clean up, so the kernel does. Elsewhere than Linux a killed run leaves its children.
    // A run that a shell put into the background ignores SIGINT, and so would its children.
    static string[] DyingWithUs => OperatingSystem.IsLinux()
        ? ["env", "--default-signal=INT", "setpriv", "--pdeathsig", "KILL", "--"]
        : [];

    void Signal(int signal)
    {
        if (_process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            _process.Kill();
        }
        else
        {
            _ = Kill(_process.Id, signal);
        }
    }

    void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int pid, int signal);
}
