using System.Globalization;

namespace Mes.OpcUa.Types;

/// <summary>
/// All 32 bits of a status as the server sent them: severity in bits 31-30, the code, and the flag bits that tell of overflow,
/// changed semantics or structure (Part 4, 7.38). Compare codes by <see cref="Code"/>, since flags may be set on any of them.
/// </summary>
public readonly record struct StatusCode(uint Value)
{
    const uint SeverityBits = 0xC000_0000;
    const uint CodeBits = 0xFFFF_0000;
    const uint DataValueKind = 0x0000_0400;
    const uint KindBits = 0x0000_0C00;
    const uint OverflowBit = 0x0000_0080;

    public static StatusCode Good { get; }

    public static StatusCode BadNodeIdUnknown { get; } = new(0x8034_0000);

    public bool IsGood => (Value & SeverityBits) == 0;

    public bool IsUncertain => (Value & SeverityBits) == 0x4000_0000;

    /// <summary>Severity 3 is reserved and treated as bad, as the standard asks.</summary>
    public bool IsBad => Value >= 0x8000_0000;

    /// <summary>The server's queue of this item was full: values before this one are lost.</summary>
    public bool IsOverflow => (Value & KindBits) == DataValueKind && (Value & OverflowBit) != 0;

    /// <summary>Unit or range of the item changed: scaling must be read again.</summary>
    public bool SemanticsChanged => (Value & 0x4000) != 0;

    /// <summary>The type or shape of the item changed: it must be browsed again.</summary>
    public bool StructureChanged => (Value & 0x8000) != 0;

    /// <summary>Severity and code without the flag bits.</summary>
    public StatusCode Code => new(Value & CodeBits);

    /// <summary>The standard's name where we know it, always with the number.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{StatusNames.Of(this) ?? SeverityName} (0x{Value:X8})");

    string SeverityName => IsBad ? "Bad" : IsUncertain ? "Uncertain" : "Good";
}
