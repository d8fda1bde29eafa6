using System.Text.Json;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Http;

/// <summary>Reads the bodies that carry up to 50 items, each with an id that stands there once.</summary>
internal static class Bulk
{
    /// <summary>The most items of one body.</summary>
    public const int MaxItems = 50;

    /// <summary>Reads one item, or says what is wrong with it.</summary>
    public delegate Problem? ReadItem<T>(JsonElement element, out T item);

    /// <summary>Reads all items; where one is wrong, none counts.</summary>
    public static Problem? Read<T>(Call call, ReadItem<T> read, Func<T, string> idOf, out List<T> items)
    {
        items = [];
        if (call.Body.ValueKind != JsonValueKind.Array)
        {
            return Problem.Constraint("The body is an array.");
        }

        var most = call.Body.GetArrayLength();
        if (most > MaxItems)
        {
            if (call.Strike(FaultKind.BulkClamped) is null)
            {
                return Problem.Constraint($"The body holds at most {MaxItems} items, not {most}.");
            }

            most = MaxItems;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in call.Body.EnumerateArray().Take(most))
        {
            if (read(element, out var item) is { } problem)
            {
                return problem;
            }

            if (!ids.Add(idOf(item)))
            {
                return Problem.Constraint($"The id '{idOf(item)}' stands in the body twice.", "id", idOf(item));
            }

            items.Add(item);
        }

        return null;
    }

    /// <summary>Lets the fault strike that applies a body in part.</summary>
    /// <returns>The status that the answer then carries, else null.</returns>
    public static int? CutInPart<T>(Call call, List<T> items)
    {
        if (items.Count < 2 || call.Strike(FaultKind.BulkAppliedInPart) is not { } fault)
        {
            return null;
        }

        call.Entry.IsApplied = true;
        items.RemoveRange(items.Count / 2, items.Count - (items.Count / 2));
        return fault.Status ?? 200;
    }
}
