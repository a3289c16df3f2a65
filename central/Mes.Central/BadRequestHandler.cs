using Microsoft.AspNetCore.Diagnostics;

namespace Mes.Central;

/// <summary>A request whose parameters cannot be read is answered with the words that say which.</summary>
sealed class BadRequestHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        await TypedResults.Problem(bad.Message, statusCode: bad.StatusCode).ExecuteAsync(httpContext);
        return true;
    }
}
