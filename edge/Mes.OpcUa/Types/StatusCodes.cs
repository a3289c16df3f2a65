namespace Mes.OpcUa.Types;

/// <summary>The codes that the client itself raises or acts upon.</summary>
static class StatusCodes
{
    public static StatusCode BadEncodingLimitsExceeded { get; } = new(0x8008_0000);

    public static StatusCode BadTimeout { get; } = new(0x800A_0000);

    public static StatusCode BadTooManyOperations { get; } = new(0x8010_0000);

    public static StatusCode BadIdentityTokenInvalid { get; } = new(0x8020_0000);

    public static StatusCode BadInvalidTimestamp { get; } = new(0x8023_0000);

    public static StatusCode BadUnknownResponse { get; } = new(0x8009_0000);

    public static StatusCode BadSecurityPolicyRejected { get; } = new(0x8055_0000);

    public static StatusCode BadTooManyPublishRequests { get; } = new(0x8078_0000);

    public static StatusCode BadNoSubscription { get; } = new(0x8079_0000);

    public static StatusCode BadTcpMessageTypeInvalid { get; } = new(0x807E_0000);

    public static StatusCode BadTcpMessageTooLarge { get; } = new(0x8080_0000);

    public static StatusCode BadSecureChannelClosed { get; } = new(0x8086_0000);

    public static StatusCode BadSecureChannelTokenUnknown { get; } = new(0x8087_0000);

    public static StatusCode BadSequenceNumberInvalid { get; } = new(0x8088_0000);

    public static StatusCode BadConnectionClosed { get; } = new(0x80AE_0000);

    public static StatusCode BadRequestTooLarge { get; } = new(0x80B8_0000);

    public static StatusCode BadResponseTooLarge { get; } = new(0x80B9_0000);

    public static StatusCode BadDataLost { get; } = new(0x809D_0000);
}
