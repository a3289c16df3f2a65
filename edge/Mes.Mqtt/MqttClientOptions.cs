namespace Mes.Mqtt;

/// <summary>How to reach a broker and how patient to be. Endpoint and client id have no default.</summary>
public sealed record MqttClientOptions
{
    const int DefaultPort = 1883;

    /// <summary>Where to dial, as <c>mqtt://host:port</c>; port 1883 where none is given.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The name of the session at the broker (3.1.3.1): stable over restarts, and nobody else's.</summary>
    public required string ClientId { get; init; }

    public MqttVersion Version { get; init; } = MqttVersion.V5;

    /// <summary>User name (3.1.3.5); null for none.</summary>
    public string? User { get; init; }

    /// <summary>Password in UTF-8 (3.1.3.6); null for none. Version 3.1.1 allows it only with a user.</summary>
    public string? Password { get; init; }

    /// <summary>Longest silence of ours that the broker takes (3.1.2.10). A broker of version 5 may ask for another.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Beat of the pings; null for half the keep-alive. A shorter one tells sooner that nothing was missed.</summary>
    public TimeSpan? PingInterval { get; init; }

    /// <summary>
    /// Whether to go on with the session that the broker has, and leave it there (5: 3.1.2.4; 3.1.1: 3.1.2.4). False for
    /// somebody who only looks: nothing is kept for him.
    /// </summary>
    public bool KeepsSession { get; init; } = true;

    /// <summary>How long the broker keeps the session while we are away (5: 3.1.2.11.2); in 3.1.1 it decides.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Messages of QoS 1 that may be unanswered (5: 3.1.2.11.3). A broker of 3.1.1 cannot be told: beyond it nothing is read.
    /// </summary>
    public int ReceiveMax { get; init; } = 500;

    /// <summary>Largest message kept; a larger one is told without its payload, and skipped.</summary>
    public int MessageBytesMax { get; init; } = 256 * 1024;

    /// <summary>Largest packet that a broker of version 5 may send (3.1.2.11.4); it drops larger ones unsaid.</summary>
    public int PacketBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Patience with connecting, with each answer, and with each write.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Upper bound of the first pause before dialling again; each further failure doubles it.</summary>
    public TimeSpan ReconnectDelayFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of every pause before dialling again.</summary>
    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause after another client took the session over: dialling at once would throw it out in turn.</summary>
    public TimeSpan TakeOverPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the broker publishes when we are gone without a word; null for nothing.</summary>
    public MqttWill? Will { get; init; }

    internal string Host => Endpoint.IdnHost;

    internal int Port => Endpoint.Port > 0 ? Endpoint.Port : DefaultPort;

    internal void Check()
    {
        if (Endpoint.Scheme != "mqtt")
        {
            throw new ArgumentException($"The endpoint {Endpoint} must begin with mqtt://, the only transport there is.");
        }

        if (ClientId.Length == 0)
        {
            throw new ArgumentException("A client id is needed: without one there is no session to come back to.");
        }

        if (KeepAlive < TimeSpan.FromSeconds(1) || KeepAlive > TimeSpan.FromSeconds(ushort.MaxValue))
        {
            throw new ArgumentException($"The keep-alive must be 1 to {ushort.MaxValue} s.");
        }

        if (PingInterval <= TimeSpan.Zero || OperationTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentException("Ping interval and operation timeout must be above zero.");
        }

        if (ReceiveMax is < 1 or > ushort.MaxValue || MessageBytesMax < 1024 || PacketBytesMax < MessageBytesMax)
        {
            throw new ArgumentException(
                $"The receive maximum must be 1 to {ushort.MaxValue}, messages at least 1,024 bytes and packets no smaller.");
        }
    }
}
