using System.Globalization;
using System.Net.Http.Json;

namespace Mes.Testing;

/// <summary>The simulated filler (tests/simulator) as a process, with a typed hand on its control port.</summary>
public sealed class Simulator : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    readonly RunningProcess _process;
    readonly HttpClient _control;

    Simulator(RunningProcess process, string endpoint, Uri control)
    {
        _process = process;
        Endpoint = endpoint;
        _control = new HttpClient { BaseAddress = control };
    }

    /// <summary>The OPC UA address, <c>opc.tcp://127.0.0.1:port</c>.</summary>
    public string Endpoint { get; }

    public int OpcUaPort => new Uri(Endpoint).Port;

    public int ControlPort => _control.BaseAddress!.Port;

    public static async Task<Simulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellation = default)
    {
        var folder = Repository.Path("tests", "simulator");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "node-opcua")))
        {
            Prerequisite.Missing("The simulator's npm packages", $"run npm ci in {folder} (./build.sh test does).");
        }

        string[] arguments = [Path.Combine(folder, "simulator.mjs"), .. Arguments(options ?? new SimulatorOptions())];
        var process = RunningProcess.Start("node", arguments);
        try
        {
            var ready = await process.WaitForLineAsync(IsReady, StartTimeout, cancellation);
            var addresses = ready.Split(' ');
            return new Simulator(process, addresses[1], new Uri(addresses[2]));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async Task<SimulatorState> StateAsync(CancellationToken cancellation = default) =>
        await _control.GetFromJsonAsync<SimulatorState>("/state", cancellation)
        ?? throw new InvalidDataException("The simulator answered without a state.");

    public Task<SimulatorState> SetRateAsync(double rate) => PostAsync($"/rate?value={rate}");

    public Task<SimulatorState> FaultAsync(TimeSpan duration, int code = 101) =>
        PostAsync($"/fault?seconds={duration.TotalSeconds}&code={code}");

    public Task<SimulatorState> StopAsync(TimeSpan duration) => PostAsync($"/stop?seconds={duration.TotalSeconds}");

    /// <summary>Holds production in IDLE until <see cref="ResumeAsync"/> or <see cref="MakeAsync"/>.</summary>
    public Task<SimulatorState> PauseAsync() => PostAsync($"/pause");

    public Task<SimulatorState> ResumeAsync() => PostAsync($"/resume");

    public Task<SimulatorState> ResetCounterAsync() => PostAsync($"/counter-reset");

    public Task<SimulatorState> SetCounterAsync(uint value) => PostAsync($"/counter?value={value}");

    /// <summary>Kills every OPC UA connection and refuses new ones for a time; production goes on.</summary>
    public Task<SimulatorState> DisconnectAsync(TimeSpan duration) => PostAsync($"/disconnect?seconds={duration.TotalSeconds}");

    /// <summary>Starts to make exactly this many bottles, then pauses; returns at once.</summary>
    public Task<SimulatorState> MakeAsync(int count) => PostAsync($"/make?count={count}");

    /// <summary>Waits until the bottles asked for by <see cref="MakeAsync"/> are made.</summary>
    public async Task<SimulatorState> MadeAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        var state = await StateAsync(cancellation);
        await Eventually.Async(
            async () => (state = await StateAsync(cancellation)).Remaining == 0, timeout, "the bottles are made", cancellation);
        return state;
    }

    /// <summary>Kill -9: the machine's power fails.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
    }

    static bool IsReady(string line) => line.StartsWith("ready ", StringComparison.Ordinal);

    static IEnumerable<string> Arguments(SimulatorOptions options)
    {
        yield return "--parent";
        yield return string.Create(CultureInfo.InvariantCulture, $"--opcua-port={options.OpcUaPort}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--control-port={options.ControlPort}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--seed={options.Seed}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--rate={options.Rate}");
        if (options.Quiet)
        {
            yield return "--quiet";
        }

        if (options.StateFile is { } file)
        {
            yield return $"--state-file={file}";
        }
    }

    async Task<SimulatorState> PostAsync(FormattableString address)
    {
        using var response = await _control.PostAsync(address.ToString(CultureInfo.InvariantCulture), content: null);
        if (!response.IsSuccessStatusCode)
        {
            throw new ArgumentException($"The simulator refused: {await response.Content.ReadAsStringAsync()}");
        }

        return await response.Content.ReadFromJsonAsync<SimulatorState>()
            ?? throw new InvalidDataException("The simulator answered without a state.");
    }
}
