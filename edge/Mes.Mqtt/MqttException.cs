namespace Mes.Mqtt;

/// <summary>The broker refused something, or the connection cannot be used any more.</summary>
/// <param name="reason">Code of the standard (5: 2.4; 3.1.1: 3.2.2.3), where the broker gave one.</param>
public sealed class MqttException(string message, byte? reason = null, Exception? inner = null) : Exception(message, inner)
{
    public byte? Reason { get; } = reason;

    /// <summary>The broker ended the connection without giving a reason.</summary>
    public bool IsClosedByBroker { get; private init; }

    internal static MqttException Closed(Exception? inner = null) =>
        new("The broker closed the connection.", inner: inner) { IsClosedByBroker = true };
}
