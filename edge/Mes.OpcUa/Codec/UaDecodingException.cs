namespace Mes.OpcUa.Codec;

/// <summary>The peer sent bytes that are no valid OPC UA Binary, or more than <see cref="DecodingLimits"/> allow.</summary>
public sealed class UaDecodingException(string message) : Exception(message);
