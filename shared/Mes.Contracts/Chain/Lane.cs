namespace Mes.Contracts.Chain;

/// <summary>A producer's two streams, each numbered densely from 1. The value is the byte on the wire (L21).</summary>
public enum Lane : byte
{
    None = 0,
    Event = 1,
    Telemetry = 2,
}
