using System.Collections;
using System.Reflection;

namespace Mes.OpcUa.Tests.Vectors;

/// <summary>Equality by content: records compare their arrays by reference, which is not what a message means.</summary>
static class Content
{
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        _ when Equals(left, right) => true,
        (IList first, IList second) =>
            first.Count == second.Count && Enumerable.Range(0, first.Count).All(i => Same(first[i], second[i])),
        ({ } first, { } second) when first.GetType() == second.GetType() && first.GetType().IsClass && first is not string =>
            PropertiesOf(first).All(property => Same(property.GetValue(first), property.GetValue(second))),
        _ => false,
    };

    static PropertyInfo[] PropertiesOf(object message) =>
        message.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
