namespace Mes.Mqtt;

/// <summary>The protocol spoken; the number is the protocol level of CONNECT (3.1.1 and 5: 3.1.2.2).</summary>
public enum MqttVersion
{
    V311 = 4,
    V5 = 5,
}
