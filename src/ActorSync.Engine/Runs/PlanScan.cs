using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>Where the users of a plan file stand to whom something is to be done, found by its lines without reading what it is.</summary>
/// <remarks>A plan's indentation tells its levels: no text within it holds a line's end that is not escaped. To read the tokens of a hundred megabytes would take seconds.</remarks>
/// <param name="WithoutUsers">The file with an empty list of users.</param>
/// <param name="Users">Who has operations that are not held, in the file's order.</param>
/// <param name="Places">Where each of them stands.</param>
internal sealed record PlanScan(byte[] WithoutUsers, ImmutableArray<UserId> Users, ImmutableArray<Range> Places)
{
    private static ReadOnlySpan<byte> ListBegins => "\n  \"users\": ["u8;

    private static ReadOnlySpan<byte> ListEnds => "\n  ]"u8;

    private static ReadOnlySpan<byte> UserBegins => "\n    {"u8;

    private static ReadOnlySpan<byte> UserEnds => "\n    }"u8;

    private static ReadOnlySpan<byte> Id => "\n      \"userId\": "u8;

    private static ReadOnlySpan<byte> Held => "\n      \"held\": "u8;

    private static ReadOnlySpan<byte> Operations => "\n      \"operations\": "u8;

    /// <summary>Looks through a plan file; null where its lines are not as <see cref="PlanFile"/> sets them, so that it has to be read as a whole.</summary>
    /// <exception cref="JsonException">A user's id is no JSON.</exception>
    public static PlanScan? Of(ReadOnlySpan<byte> file)
    {
        var list = file.IndexOf(ListBegins);
        if (list < 0)
        {
            return null;
        }

        var users = ImmutableArray.CreateBuilder<UserId>();
        var places = ImmutableArray.CreateBuilder<Range>();
        var from = list + ListBegins.Length;
        var at = from;
        while (file[at..].StartsWith(UserBegins))
        {
            var length = file[at..].IndexOf(UserEnds) + UserEnds.Length;
            if (length < UserEnds.Length || !TryRead(file.Slice(at, length), out var user))
            {
                return null;
            }

            if (user is { } known)
            {
                users.Add(known);
                places.Add(at..(at + length));
            }

            at += length;
            if (file[at..].StartsWith(","u8))
            {
                at++;
            }
        }

        if (!file[at..].StartsWith(at == from ? "]"u8 : ListEnds))
        {
            return null;
        }

        return new PlanScan([.. file[..from], .. file[at..]], users.DrainToImmutable(), places.DrainToImmutable());
    }

    // False where it is not one user as the writer sets it; the user is null where nothing is to be done to it.
    private static bool TryRead(ReadOnlySpan<byte> user, out UserId? toBeDone)
    {
        toBeDone = null;
        var id = After(Id, user);
        var held = After(Held, user);
        var operations = After(Operations, user);
        var (isFree, isHeld) = (held.StartsWith("null,"u8), held.StartsWith("\""u8));
        var (hasNone, hasSome) = (operations.StartsWith("[]"u8), operations.StartsWith("[\n"u8));
        if (!id.StartsWith("\""u8) || isFree == isHeld || hasNone == hasSome || user[UserBegins.Length..].IndexOf(UserBegins) >= 0)
        {
            return false;
        }

        if (isFree && hasSome)
        {
            var json = new Utf8JsonReader(id);
            json.Read();
            toBeDone = new UserId(json.GetString()!);
        }

        return true;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> name, ReadOnlySpan<byte> user)
    {
        var at = user.IndexOf(name);
        return at < 0 ? [] : user[(at + name.Length)..];
    }
}
