using System.ComponentModel.DataAnnotations;

namespace Mes.Edge.Hmi;

/// <summary>What the pages must know of the station they are shown on.</summary>
public sealed class HmiOptions
{
    /// <summary>Diagonal of the visible screen in inches; text and targets are sized in millimetres by it.</summary>
    [Range(5, 100)]
    public double DiagonalInches { get; init; } = 10.1;

    /// <summary>The zone in which the station reads its clock.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Where the keys that sign forms are kept, so that an open form outlives a restart.</summary>
    [Required]
    public required string KeyFolder { get; init; }
}
