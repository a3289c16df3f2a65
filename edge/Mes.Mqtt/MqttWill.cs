namespace Mes.Mqtt;

/// <summary>The message of a client that is gone without a word (3.1.2.5).</summary>
/// <param name="Qos">0 or 1.</param>
/// <param name="Delay">How long the broker waits for the client to come back (5: 3.1.3.2.2); 3.1.1 does not wait.</param>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool Retain, TimeSpan Delay);
