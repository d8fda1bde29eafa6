using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Dialects;

/// <summary>Shapes the writes of the <c>guide</c> API.</summary>
internal static class GuideWrites
{
    // The server refuses an instant without Z, and keeps milliseconds.
    private static readonly InstantPattern Timestamp = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    /// <summary>Certifications first, then skills with grants and ratings before revocations, in chunks.</summary>
    public static UserWrite? Next(ObservedUser current, ImmutableArray<Operation> remaining, int most)
    {
        var certifications = WriteOrder.Certifications(remaining);
        if (!certifications.IsEmpty)
        {
            var chunk = FirstOf(certifications, most);
            return Patch(GuideDialect.CertificationsOfUser, current.Id, JsonText.Of((chunk, current.Certifications), WriteCertifications), chunk);
        }

        ImmutableArray<Operation> skills = [.. WriteOrder.GrantsAndRatings(remaining), .. WriteOrder.Revocations(remaining)];
        if (skills.IsEmpty)
        {
            return null;
        }

        var first = FirstOf(skills, most);
        return Patch(GuideDialect.SkillsOfUser, current.Id, JsonText.Of(first, WriteSkills), first);
    }

    public static ReadOnlyMemory<byte> Skill(DeclaredSkill skill, SkillId? parent) =>
        JsonText.Of((skill, parent), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("name"u8, state.skill.Name.Value);
            if (state.skill.Description is { } description)
            {
                json.WriteString("description"u8, description);
            }

            if (state.parent is { } parent)
            {
                json.WriteStartObject("parentSkill"u8);
                json.WriteString("id"u8, parent.Value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

    public static ReadOnlyMemory<byte> Certification(DeclaredCertification certification) =>
        JsonText.Of(certification, static (json, declared) =>
        {
            json.WriteStartObject();
            json.WriteString("name"u8, declared.Name.Value);
            if (declared.Description is { } description)
            {
                json.WriteString("description"u8, description);
            }

            json.WriteNumber("validityInDays"u8, declared.ValidityInDays);
            json.WriteEndObject();
        });

    private static ImmutableArray<Operation> FirstOf(ImmutableArray<Operation> operations, int most) =>
        operations.Length <= most ? operations : operations[..most];

    private static UserWrite Patch(string route, UserId user, ReadOnlyMemory<byte> body, ImmutableArray<Operation> carries) =>
        new(new TargetRequest(RequestVerb.Patch, RoutePath.Of(route, user), body, $"PATCH {route}", user), carries);

    private static void WriteSkills(Utf8JsonWriter json, ImmutableArray<Operation> operations)
    {
        json.WriteStartArray();
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, WriteOrder.SkillOf(operation).Value);
            json.WriteLevel("level", WriteOrder.LevelOf(operation) ?? Level.Zero);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCertifications(
        Utf8JsonWriter json, (ImmutableArray<Operation> Operations, Holdings<CertificationId, HeldCertification>? Held) state)
    {
        json.WriteStartArray();
        foreach (var operation in state.Operations)
        {
            var (id, wanted) = operation switch
            {
                Operation.SetCertification set => (set.Certification, set.To),
                Operation.EndCertification end => (end.Certification, end.To),
                _ => throw new ArgumentOutOfRangeException(nameof(state), operation, "Not an operation on a certification."),
            };

            json.WriteStartObject();
            json.WriteString("id"u8, id.Value);

            // A server may replace the whole item: an issue date that nobody wants changed is sent along.
            if ((wanted.IssuedOn ?? KnownIssue(state.Held, id)) is { } issued)
            {
                json.WriteString("issuedOn"u8, Timestamp.Format(issued));
            }

            var expires = wanted.ExpiresOn ?? throw new ArgumentException($"Certification {id} lacks the date that this target requires.", nameof(state));
            json.WriteString("expiresOn"u8, Timestamp.Format(expires));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Instant? KnownIssue(Holdings<CertificationId, HeldCertification>? held, CertificationId id) =>
        held is not null && held.TryGet(id, out var known) ? known.IssuedOn : null;
}
