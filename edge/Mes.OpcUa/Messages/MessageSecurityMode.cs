namespace Mes.OpcUa.Messages;

/// <summary>How the messages of a channel are protected.</summary>
public enum MessageSecurityMode
{
    Invalid = 0,
    None = 1,
    Sign = 2,
    SignAndEncrypt = 3,
}
