using Mes.OpcUa.Codec;

namespace Mes.OpcUa;

/// <summary>How to reach a server and how patient to be. Only <see cref="Endpoint"/> has no default.</summary>
public sealed record OpcUaClientOptions
{
    const uint MaxKeepAliveCount = 10_000;

    /// <summary>
    /// Where to dial, as <c>opc.tcp://host:port/path</c>; port 4840 where none is given. Hosts that the server names are ignored.
    /// </summary>
    public required Uri Endpoint { get; init; }

    /// <summary>How the client appears in the server's lists of sessions.</summary>
    public string ApplicationName { get; init; } = "MES edge";

    /// <summary>Identity of this installation; a server may show it or filter by it.</summary>
    public string ApplicationUri { get; init; } = $"urn:{Environment.MachineName}:mes:edge";

    /// <summary>How often the server looks for something to publish. The server may revise it.</summary>
    public TimeSpan PublishingInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Publishing intervals without news after which the server sends a keep-alive.</summary>
    public uint KeepAliveCount { get; init; } = 4;

    /// <summary>
    /// Time without a response for which a subscription lives on at the server. Never less than three keep-alives.
    /// </summary>
    public TimeSpan SubscriptionLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The shortest silence that counts as a dead link. The watchdog waits for two revised keep-alive intervals, or for
    /// this where they are shorter, so that a pause of a busy machine is not taken for a loss.
    /// </summary>
    public TimeSpan SilenceMin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Patience with connecting and with each request.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time without any request after which the server drops the session. The server may revise it.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Life of a channel token; it is renewed after three quarters of what the server grants.</summary>
    public TimeSpan ChannelLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Upper bound of the first pause before dialling again; each further failure doubles it.</summary>
    public TimeSpan ReconnectDelayFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of every pause before dialling again.</summary>
    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the server may make us hold.</summary>
    public DecodingLimits Limits { get; init; } = DecodingLimits.Default;

    internal void Check()
    {
        if (Endpoint.Scheme != "opc.tcp")
        {
            throw new ArgumentException($"The endpoint {Endpoint} must begin with opc.tcp://, the only transport there is.");
        }

        if (PublishingInterval <= TimeSpan.Zero || KeepAliveCount == 0 || KeepAliveCount > MaxKeepAliveCount)
        {
            throw new ArgumentException(
                $"The publishing interval must be above zero and the keep-alive count 1 to {MaxKeepAliveCount}.");
        }

        if (OperationTimeout <= TimeSpan.Zero || SessionTimeout <= TimeSpan.Zero || ChannelLifetime <= TimeSpan.Zero)
        {
            throw new ArgumentException("Operation timeout, session timeout and channel lifetime must be above zero.");
        }
    }
}
