namespace Mes.Testing;

/// <summary>
/// A mosquitto of one's own: on a free port, without the limits that would drop messages, with a memory of its own that
/// outlives <see cref="StopAsync"/>.
/// </summary>
public sealed class Mosquitto : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(15);
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    // Debian puts it where only root looks.
    static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];

    readonly TemporaryFolder _folder = new();
    readonly string _program;
    RunningProcess? _process;

    Mosquitto(string program)
    {
        _program = program;
        File.WriteAllText(_folder.File("mosquitto.conf"), $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_folder.Path}/
            max_queued_messages 0
            max_inflight_messages 0
            set_tcp_nodelay true
            log_dest stderr
            user {Environment.UserName}

            """);
    }

    public int Port { get; } = FreePort.Next();

    public string Url => $"mqtt://127.0.0.1:{Port}";

    /// <summary>Where it is installed, or null.</summary>
    public static string? Find() =>
        Folders.Select(folder => Path.Combine(folder, "mosquitto")).FirstOrDefault(File.Exists);

    public static async Task<Mosquitto> StartAsync()
    {
        var program = Find();
        if (program is null)
        {
            Prerequisite.Missing("mosquitto", "apt-get install mosquitto.");
        }

        var mosquitto = new Mosquitto(program);
        try
        {
            await mosquitto.StartAgainAsync();
            return mosquitto;
        }
        catch
        {
            await mosquitto.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it in order: sessions and retained messages are on disk.</summary>
    public async Task StopAsync()
    {
        _process!.Terminate();
        await _process.ExitAsync(StopTimeout);
        await _process.DisposeAsync();
    }

    /// <summary>Ends it as a power cut would: what it had not saved yet is gone.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
    }

    public async Task StartAgainAsync()
    {
        _process = RunningProcess.Start(_program, ["-c", _folder.File("mosquitto.conf")]);
        await _process.WaitForLineAsync(
            line => line.EndsWith("running", StringComparison.Ordinal), StartTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
