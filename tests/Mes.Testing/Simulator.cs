using System.Net.Http.Json;
using NUnit.Framework;

namespace Mes.Testing;

/// <summary>
/// The simulated line (tests/simulator) as a process, with a typed hand on its control port. An act that names no machine is
/// done to the first of the line.
/// </summary>
public sealed class Simulator : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    readonly RunningProcess _process;
    readonly HttpClient _control;
    readonly string _first;

    Simulator(RunningProcess process, string[] addresses, string first)
    {
        _process = process;
        _first = first;
        Endpoint = addresses[0];
        _control = new HttpClient { BaseAddress = new Uri(addresses[1]) };
        Broker = addresses.ElementAtOrDefault(2);
    }

    /// <summary>The OPC UA address, <c>opc.tcp://127.0.0.1:port</c>.</summary>
    public string Endpoint { get; }

    /// <summary>The broker's address, <c>mqtt://127.0.0.1:port</c>; null when no machine of the line speaks MQTT.</summary>
    public string? Broker { get; }

    public int OpcUaPort => new Uri(Endpoint).Port;

    public int ControlPort => _control.BaseAddress!.Port;

    public static async Task<Simulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellation = default)
    {
        var folder = Repository.Path("tests", "simulator");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "node-opcua")))
        {
            Prerequisite.Missing("The simulator's npm packages", $"run npm ci in {folder} (./build.sh test does).");
        }

        options ??= new SimulatorOptions();
        var process = RunningProcess.Start("node", [Path.Combine(folder, "simulator.mjs"), .. options.Arguments()]);
        try
        {
            var ready = await process.WaitForLineAsync(IsReady, StartTimeout, cancellation);
            return new Simulator(process, ready.Split(' ')[1..], options.Machines[0]);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task<SimulatorState> StateAsync(CancellationToken cancellation) => StateAsync(null, cancellation);

    public Task<SimulatorState> StateAsync(string? machine = null, CancellationToken cancellation = default) =>
        GetAsync<SimulatorState>($"/state?machine={machine ?? _first}", cancellation);

    public Task<SimulatorLine> LineAsync(CancellationToken cancellation = default) =>
        GetAsync<SimulatorLine>($"/state", cancellation);

    /// <summary>Every instant at which the machine's counter went on.</summary>
    public Task<IReadOnlyList<SimulatorState.Cycle>> CyclesAsync(string machine, CancellationToken cancellation = default) =>
        GetAsync<IReadOnlyList<SimulatorState.Cycle>>($"/cycles?machine={machine}", cancellation);

    /// <summary>What the seed has in store for a machine on a line that is not quiet.</summary>
    public Task<IReadOnlyList<SimulatorState.Trouble>> PlanAsync(string machine, CancellationToken cancellation = default) =>
        GetAsync<IReadOnlyList<SimulatorState.Trouble>>($"/plan?machine={machine}", cancellation);

    public Task<SimulatorState> SetRateAsync(double rate) => PostAsync($"/rate?value={rate}");

    public Task<SimulatorState> FaultAsync(TimeSpan duration, int code = 101, string? machine = null) =>
        PostAsync($"/fault?seconds={duration.TotalSeconds}&code={code}", machine);

    public Task<SimulatorState> StopAsync(TimeSpan duration, string? machine = null) =>
        PostAsync($"/stop?seconds={duration.TotalSeconds}", machine);

    /// <summary>Stands in manual mode.</summary>
    public Task<SimulatorState> MaintainAsync(TimeSpan duration, string? machine = null) =>
        PostAsync($"/maintenance?seconds={duration.TotalSeconds}", machine);

    /// <summary>Holds production in IDLE until <see cref="ResumeAsync"/> or <see cref="MakeAsync"/>.</summary>
    public Task<SimulatorState> PauseAsync(string? machine = null) => PostAsync($"/pause?", machine);

    public Task<SimulatorState> ResumeAsync(string? machine = null) => PostAsync($"/resume?", machine);

    public Task<SimulatorState> ResetCounterAsync(string? machine = null) => PostAsync($"/counter-reset?", machine);

    public Task<SimulatorState> SetCounterAsync(uint value, string? machine = null) =>
        PostAsync($"/counter?value={value}", machine);

    /// <summary>Kills every OPC UA connection and refuses new ones for a time; production goes on.</summary>
    public Task<SimulatorState> DisconnectAsync(TimeSpan duration) => PostAsync($"/disconnect?seconds={duration.TotalSeconds}");

    /// <summary>The MQTT machines lose their broker for a time; what they could not deliver they deliver later.</summary>
    public Task<SimulatorState> DisconnectMqttAsync(TimeSpan duration) =>
        PostAsync($"/mqtt-disconnect?seconds={duration.TotalSeconds}");

    /// <summary>Source time stamps jump by this much from now on.</summary>
    public Task<SimulatorState> StepClockAsync(TimeSpan step) => PostAsync($"/clock-step?seconds={step.TotalSeconds}");

    /// <summary>The bearing wears from now on: vibration rises by this much, mm/s, in each second.</summary>
    public Task<SimulatorState> StartDriftAsync(string machine, double perSecond) =>
        PostAsync($"/drift?perSecond={perSecond}", machine);

    /// <summary>Stands in manual mode for a time, after which the bearing is as new.</summary>
    public Task<SimulatorState> MaintainBearingAsync(string machine, TimeSpan duration) =>
        PostAsync($"/drift?do=maintain&seconds={duration.TotalSeconds}", machine);

    /// <summary>Spoils a sensor's next reading by this much.</summary>
    public Task<SimulatorState> SpikeAsync(string machine, string metric, double size) =>
        PostAsync($"/spike?metric={metric}&size={size}", machine);

    /// <summary>Starts to make exactly this many parts, then pauses; returns at once.</summary>
    public Task<SimulatorState> MakeAsync(int count, string? machine = null) => PostAsync($"/make?count={count}", machine);

    /// <summary>As many as bring the machine, which runs since its start, to this count; returns at once.</summary>
    public async Task<SimulatorState> MakeUpToAsync(int total, string? machine = null)
    {
        var made = (await PauseAsync(machine)).PartsMade;
        return made < total
            ? await MakeAsync((int)(total - made), machine)
            : throw new AssertionException($"{made} parts were made before the machine could be told to stop at {total}.");
    }

    /// <summary>Waits until the parts asked for by <see cref="MakeAsync"/> are made.</summary>
    public async Task<SimulatorState> MadeAsync(
        TimeSpan timeout, string? machine = null, CancellationToken cancellation = default)
    {
        var state = await StateAsync(machine, cancellation);
        await Eventually.Async(
            async () => (state = await StateAsync(machine, cancellation)).Remaining == 0, timeout, "the parts are made",
            cancellation);
        return state;
    }

    /// <summary>Kill -9: the machines' power fails.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
    }

    static bool IsReady(string line) => line.StartsWith("ready ", StringComparison.Ordinal);

    async Task<T> GetAsync<T>(FormattableString address, CancellationToken cancellation) =>
        await _control.GetFromJsonAsync<T>(FormattableString.Invariant(address), cancellation)
        ?? throw new InvalidDataException("The simulator answered without a state.");

    async Task<SimulatorState> PostAsync(FormattableString address, string? machine = null)
    {
        var query = FormattableString.Invariant(address) + (machine is null ? "" : $"&machine={machine}");
        using var response = await _control.PostAsync(query, content: null);
        if (!response.IsSuccessStatusCode)
        {
            throw new ArgumentException($"The simulator refused: {await response.Content.ReadAsStringAsync()}");
        }

        return await response.Content.ReadFromJsonAsync<SimulatorState>()
            ?? throw new InvalidDataException("The simulator answered without a state.");
    }
}
