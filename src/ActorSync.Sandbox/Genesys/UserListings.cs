using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The two ways to list users: by page number and by cursor.</summary>
internal static class UserListings
{
    private const int MaxPageSize = 500;

    /// <summary>Pages of inactive users that reach beyond this row are refused.</summary>
    private const int MaxInactiveRows = 10_000;

    private const string CursorPrefix = "users:";

    public static Reply ByPage(Call call)
    {
        if (WantedStates(call, out var problem) is not { } states
            || call.WantedPage(MaxPageSize, out problem) is not { } page
            || Expansion.Of(call, out problem) is not { } expansion)
        {
            return call.Refuse(problem!);
        }

        if (states == UserStates.Inactive && (long)page.Size * page.Number > MaxInactiveRows)
        {
            return call.Refuse(Problem.BadRequest($"Only the first {MaxInactiveRows} inactive users can be listed."));
        }

        var slots = call.World.Users.In(states);
        if (call.QueryList("id") is { Count: > 0 } ids)
        {
            slots = [.. slots.Where(slot => ids.Contains(call.World.Users[slot].Id))];
        }

        return call.Page(page, slots.Length, (json, row) => WriteRow(json, call, slots[row], expansion));
    }

    public static Reply ByCursor(Call call)
    {
        if (WantedStates(call, out var problem) is not { } states
            || call.WantedPage(MaxPageSize, out problem) is not { } page
            || Expansion.Of(call, out problem) is not { } expansion)
        {
            return call.Refuse(problem!);
        }

        if (ReadCursor(call.Query("cursor")) is not { } after)
        {
            return call.Refuse(Problem.BadRequest("The cursor is none that was given out here."));
        }

        // The cursor names the last slot that was shown, so that users who come or go meanwhile shift nothing.
        var slots = call.World.Users.In(states);
        var found = Array.BinarySearch(slots, after);
        var from = found < 0 ? ~found : found + 1;
        var to = Math.Min(slots.Length, from + page.Size);
        return Reply.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("entities");
            for (var row = from; row < to; row++)
            {
                WriteRow(json, call, slots[row], expansion);
            }

            json.WriteEndArray();
            if (to < slots.Length)
            {
                json.WriteString("cursor", WriteCursor(slots[to - 1]));
            }

            json.WriteEndObject();
        });
    }

    private static UserStates? WantedStates(Call call, out Problem? problem)
    {
        problem = null;
        var state = call.Query("state");
        switch (state)
        {
            case null or "" or "active":
                return UserStates.Active;
            case "inactive":
                return UserStates.Inactive;
            case "deleted":
                return UserStates.Deleted;
            case "any":
                return UserStates.Active | UserStates.Inactive;
            default:
                problem = Problem.BadRequest($"state is active, inactive, deleted or any, not '{state}'.") with { Field = "state" };
                return null;
        }
    }

    private static void WriteRow(Utf8JsonWriter json, Call call, int slot, Expansion expansion)
    {
        if (call.Hold(FaultKind.ExpandedFieldsAbsent, slot) is not null)
        {
            expansion = expansion with { Skills = false, Certifications = false };
        }

        if (call.Hold(FaultKind.EmployerInfoAbsent, slot) is not null)
        {
            expansion = expansion with { EmployerInfo = false };
        }

        UserWriter.Write(json, call.Seen(slot), expansion, call.World);
    }

    private static string WriteCursor(int slot) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CursorPrefix}{slot}")));

    private static int? ReadCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return -1;
        }

        if (!Base64Url.IsValid(cursor))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(CursorPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(CursorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
                ? slot
                : null;
    }
}
