using System.Diagnostics;

namespace Mes.Build;

/// <summary>
/// A program of the demo that runs until we stop it. It has a session of its own, so that Ctrl-C reaches us alone and we stop
/// things in order; its process id is on disk, so that the next run can stop it if we die.
/// </summary>
sealed class Daemon
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    readonly Process _process;

    Daemon(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    public int Id => _process.Id;

    public string Log => LogFile(Name);

    public bool HasEnded => _process.HasExited;

    public static Daemon Start(string name, params string[] command)
    {
        File.WriteAllText(LogFile(name), "");
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(command[0], command[1..]) : Detached(name, command);
        start.WorkingDirectory = DemoHome.Root;
        var process = Process.Start(start) ?? throw new BuildFailure($"{command[0]} did not start.");
        File.WriteAllText(PidFile(name), $"{process.Id}");
        return new Daemon(name, process);
    }

    /// <summary>Waits until the address answers 200.</summary>
    public async Task WaitForHealthAsync(string url, TimeSpan timeout, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await WaitAsync(() => IsHealthyAsync(http, url, cancellation), url, timeout, cancellation);
    }

    public async Task WaitAsync(Func<Task<bool>> answers, string url, TimeSpan timeout, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await answers())
        {
            if (HasEnded)
            {
                throw new BuildFailure(Obituary());
            }

            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                throw new BuildFailure($"{Name} does not answer at {url} after {timeout.TotalSeconds:0} s. {LastLines()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public async Task StopAsync()
    {
        await StopAsync(Name, _process);
        File.Delete(PidFile(Name));
    }

    public string Obituary() => $"{Name} ended by itself (exit code {_process.ExitCode}). {LastLines()}";

    /// <summary>Stops what a run left behind that was killed; tells whether there was anything.</summary>
    public static async Task<bool> StopLeftOverAsync(string name)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(PidFile(name)))
        {
            return false;
        }

        var isOurs = int.TryParse(await File.ReadAllTextAsync(PidFile(name)), out var id) && IsOurs(id);
        if (isOurs)
        {
            using var process = Process.GetProcessById(id);
            await StopAsync(name, process);
        }

        File.Delete(PidFile(name));
        return isOurs;
    }

    // Process ids are used again: ours are those whose command line names the demo's home.
    static bool IsOurs(int id)
    {
        var commandLine = $"/proc/{id}/cmdline";
        try
        {
            return File.ReadAllText(commandLine).Contains(DemoHome.Root, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    static async Task StopAsync(string name, Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            await new Tool("sh", "-c", $"kill -TERM {process.Id}").TryRunAsync(CancellationToken.None);
        }

        using var deadline = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Write($" ({name} did not end within {StopTimeout.TotalSeconds:0} s and was killed)");
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    static async Task<bool> IsHealthyAsync(HttpClient http, string url, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(url, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    // setsid and sh replace themselves, so the process that we hold is the program.
    static ProcessStartInfo Detached(string name, string[] command) =>
        new("setsid", ["sh", "-c", "exec \"$@\" >>\"$MES_LOG\" 2>&1 </dev/null", "sh", .. command])
        {
            Environment = { ["MES_LOG"] = LogFile(name) },
        };

    static string LogFile(string name) => Path.Combine(DemoHome.PrivateFolder("logs"), $"{name}.log");

    static string PidFile(string name) => Path.Combine(DemoHome.PrivateFolder("pids"), name);

    string LastLines() => $"The end of {Log}:\n" + string.Join('\n', File.ReadLines(Log).TakeLast(20));
}
