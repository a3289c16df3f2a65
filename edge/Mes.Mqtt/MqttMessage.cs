namespace Mes.Mqtt;

/// <summary>An application message as it arrived (3.3).</summary>
/// <param name="Payload">Empty where <paramref name="IsTooLarge"/>.</param>
/// <param name="Qos">0 or 1.</param>
/// <param name="IsRetained">Kept by the broker from before the subscription (3.3.1.3): a present value, not an event.</param>
/// <param name="IsRepeat">The DUP flag (3.3.1.1): it may have arrived before, on an earlier connection.</param>
/// <param name="Length">Bytes of the payload at the broker.</param>
/// <param name="IsTooLarge">It is longer than the options allow and was skipped.</param>
public sealed record MqttMessage(
    string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool IsRetained, bool IsRepeat, long Length, bool IsTooLarge = false);
