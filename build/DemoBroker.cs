namespace Mes.Build;

/// <summary>
/// The demo's MQTT broker: mosquitto with a configuration of its own if it is installed, else the one that the simulator has
/// built in, which knows MQTT 3.1.1 only and forgets everything when it ends.
/// </summary>
sealed class DemoBroker(int port)
{
    readonly string? _mosquitto = Mosquitto.Find();

    public bool IsMosquitto => _mosquitto is not null;

    public string Name => IsMosquitto ? "mosquitto" : "built into the simulator; apt-get install mosquitto for a better one";

    public string Url { get; } = $"mqtt://127.0.0.1:{port}";

    /// <summary>The newest protocol version that this broker speaks.</summary>
    public string Version => IsMosquitto ? "5" : "3.1.1";

    /// <summary>What tells the simulator where its machines publish.</summary>
    public string SimulatorOption => IsMosquitto ? $"--mqtt={Url}" : $"--broker-port={port}";

    /// <summary>The command that starts mosquitto, its configuration written.</summary>
    public async Task<string[]> PrepareAsync(CancellationToken cancellation)
    {
        var folder = DemoHome.PrivateFolder("mosquitto");
        // Started by root, mosquitto becomes another user, who must be able to write here.
        var user = PosixUser.ForPostgres;
        var configuration = DemoHome.File("mosquitto.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, user?.Name), cancellation);
        if (user is not null)
        {
            await user.OwnAsync(folder, cancellation);
        }

        return [_mosquitto!, "-c", configuration];
    }

    // 0 takes the limits off that would drop messages for an edge that is away.
    string Configuration(string folder, string? user) => $"""
        listener {port} 127.0.0.1
        allow_anonymous true
        persistence true
        persistence_location {folder}/
        autosave_interval 30
        max_queued_messages 0
        max_inflight_messages 0
        set_tcp_nodelay true
        log_dest stderr
        {(user is null ? "" : $"user {user}")}

        """;
}
