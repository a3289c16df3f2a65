using System.ComponentModel.DataAnnotations;
using Mes.Edge.Execution;
using Mes.Edge.Line;
using Microsoft.AspNetCore.Mvc;

namespace Mes.Edge.Hmi;

/// <summary>Good parts turned out to be scrap.</summary>
public sealed record ScrapForm(
    Guid ActId, [property: MaxLength(200)] string Machine, long Quantity, [property: MaxLength(40)] string Reason);

/// <summary>The cause of a stop.</summary>
public sealed record StopForm(
    Guid ActId, [property: MaxLength(200)] string Machine, Guid Stoppage, [property: MaxLength(40)] string Reason);

/// <summary>Takes back a declaration of scrap.</summary>
public sealed record UndoForm(Guid ActId, [property: MaxLength(200)] string Machine, Guid Reclassification);

/// <summary>The acts that the pages offer; each is answered after its event is durable.</summary>
sealed class HmiActs(LineBoard board, OperatorActs acts, TimeProvider clock, HmiOptions options)
{
    public static Task<IResult> ScrapAsync(
        [FromForm] ScrapForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new ReclassifyScrap(form.ActId, form.Machine, form.Quantity, form.Reason), form.Machine, request, cancellation);

    public static Task<IResult> StopAsync(
        [FromForm] StopForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new GiveStoppageReason(form.ActId, form.Machine, form.Stoppage, form.Reason), form.Machine, request, cancellation);

    public static Task<IResult> UndoAsync(
        [FromForm] UndoForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new UndoReclassification(form.ActId, form.Reclassification), form.Machine, request, cancellation);

    async Task<IResult> PerformAsync(OperatorAct act, string machine, HttpRequest request, CancellationToken cancellation)
    {
        var outcome = await acts.PerformAsync(act, cancellation);
        return ActResults.Of(outcome, request, HmiModule.Screen(board, machine, clock, options));
    }
}
