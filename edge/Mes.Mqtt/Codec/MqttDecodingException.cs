namespace Mes.Mqtt.Codec;

/// <summary>Bytes that are no packet of the protocol; nothing that follows them on the connection can be trusted.</summary>
public sealed class MqttDecodingException(string message, Exception? inner = null) : Exception(message, inner);
