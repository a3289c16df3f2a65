using Mes.Ui;
using Microsoft.Extensions.Localization;

namespace Mes.Edge.Hmi;

/// <summary>An entry in words, and where it is taken back.</summary>
static class EntryText
{
    public static string Of(LastEntry entry, HmiScreen screen, IStringLocalizer<HmiWords> words)
    {
        var (machine, quantity) = (screen.NameOf(entry.Machine), Figures.Count(entry.Quantity));
        return entry.IsScrap
            ? words["DoneScrap", machine, quantity, entry.Reason ?? words["NoReason"]]
            : words["DoneAssigned", machine, quantity, entry.Order!];
    }

    /// <summary>For a key that names what it takes back; the reason stands in the list of entries.</summary>
    public static string ShortOf(LastEntry entry, HmiScreen screen, IStringLocalizer<HmiWords> words) => words[
        entry.IsScrap ? "DoneScrapShort" : "DoneAssignedShort", screen.NameOf(entry.Machine), Figures.Count(entry.Quantity)];

    public static string UndoPath(LastEntry entry) => entry.IsScrap ? "/hmi/undo-scrap" : "/hmi/undo-assignment";
}
