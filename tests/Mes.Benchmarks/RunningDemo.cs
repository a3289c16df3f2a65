using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Mes.Testing;

namespace Mes.Benchmarks;

/// <summary><c>./build.sh run</c> of a clone, on ports of its own.</summary>
sealed class RunningDemo : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(10);
    static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);
    static readonly string[] PortNames = ["central", "edge", "opcua", "simulator", "mqtt", "postgres"];

    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    readonly Dictionary<string, int> _ports = PortNames.ToDictionary(name => name, _ => FreePort.Next());
    readonly Clone _clone;
    readonly RunningProcess _process;

    RunningDemo(Clone clone)
    {
        _clone = clone;
        _process = RunningProcess.Start(
            Path.Combine(clone.Root, "build.sh"),
            ["run", .. _ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"--{port.Key}-port={port.Value}"))],
            new Dictionary<string, string?> { ["MES_HOME"] = clone.Home });
    }

    /// <summary>Starts it; tells how long it took until central's API shows a live machine whose counts grow.</summary>
    public static async Task<(RunningDemo Demo, TimeSpan Took)> StartAsync(Clone clone)
    {
        var started = Stopwatch.GetTimestamp();
        var demo = new RunningDemo(clone);
        try
        {
            var first = await demo.WaitAsync(machine => machine.IsLive);
            await demo.WaitAsync(machine => machine.IsLive && machine.Good > first.Good);
            return (demo, Stopwatch.GetElapsedTime(started));
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Resident memory of the edge's process.</summary>
    public double EdgeMegabytes()
    {
        var id = int.Parse(File.ReadAllText(Path.Combine(_clone.Home, "pids", "edge")), CultureInfo.InvariantCulture);
        using var edge = Process.GetProcessById(id);
        return edge.WorkingSet64 / 1024.0 / 1024.0;
    }

    /// <summary>Stops it as Ctrl-C does and makes sure that nothing of it listens or runs any more.</summary>
    public async Task StopAsync()
    {
        _process.Terminate();
        await _process.ExitAsync(StopTimeout);
        var listening = _ports.Where(port => IsTaken(port.Value)).Select(port => port.Key).ToArray();
        if (listening.Length > 0)
        {
            throw new BenchmarkFailure($"after the stop {string.Join(", ", listening)} still listens.");
        }

        if (StillRunning().ToArray() is { Length: > 0 } running)
        {
            throw new BenchmarkFailure($"after the stop there still runs {string.Join("; ", running)}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Terminate();
            await _process.ExitAsync(StopTimeout);
        }

        await _process.DisposeAsync();
    }

    async Task<Machine> WaitAsync(Func<Machine, bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await TryReadAsync() is { } machine && holds(machine))
            {
                return machine;
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                throw new BenchmarkFailure("no live numbers. ./build.sh run wrote:\n" + string.Join('\n', _process.Lines));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    async Task<Machine?> TryReadAsync()
    {
        try
        {
            var machines = await _http.GetFromJsonAsync<Machine[]>($"http://127.0.0.1:{_ports["central"]}/api/v1/machines");
            return machines?.FirstOrDefault();
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    IEnumerable<string> StillRunning() =>
        Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(CommandLine)
            .Where(command => command.Contains(_clone.Home, StringComparison.Ordinal));

    static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>The part of central's overview that is looked at.</summary>
    sealed record Machine(string State, DateTimeOffset? LiveAt, long Good)
    {
        public bool IsLive => LiveAt is not null && State != "NO_DATA";
    }
}
