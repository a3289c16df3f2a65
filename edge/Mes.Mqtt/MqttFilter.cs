namespace Mes.Mqtt;

/// <summary>A subscription (3.8.3).</summary>
/// <param name="Filter">A topic, or a pattern with + and # (4.7.1).</param>
/// <param name="Qos">0 or 1: the most that is asked for. QoS 2 is never asked for.</param>
public sealed record MqttFilter(string Filter, int Qos = 1);
