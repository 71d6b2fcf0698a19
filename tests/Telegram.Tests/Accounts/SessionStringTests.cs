using TgPlatform.Plugins.Telegram.Accounts;

namespace TgPlatform.Plugins.Telegram.Tests.Accounts;

public class SessionStringTests
{
    // The key i ^ 0x5a of data centre 4, as mtcute 0.30.3 writes it with and without a user, and as Telethon packs it with both kinds of address.
    private static readonly string[] Written =
    [
        "AwUAAAAXAgQADjE0OS4xNTQuMTY3LjkxALsBAAAXAgQCDzE0OS4xNTQuMTY1LjEzNrsBAADSApZJAAAAADeXebz-AAEAWltYWV5fXF1SU1BRVldUVUpLSElOT0xNQkNAQUZHREV6e3h5fn98fXJzcHF2d3R1amtoaW5vbG1iY2BhZmdkZRobGBkeHxwdEhMQERYXFBUKCwgJDg8MDQIDAAEGBwQFOjs4OT4_PD0yMzAxNjc0NSorKCkuLywtIiMgISYnJCXa29jZ3t_c3dLT0NHW19TVysvIyc7PzM3Cw8DBxsfExfr7-Pn-__z98vPw8fb39PXq6-jp7u_s7eLj4OHm5-TlmpuYmZ6fnJ2Sk5CRlpeUlYqLiImOj4yNgoOAgYaHhIW6u7i5vr-8vbKzsLG2t7S1qquoqa6vrK2io6ChpqekpQ",
        "AwAAAAAXAgQADjE0OS4xNTQuMTY3LjkxALsBAAD-AAEAWltYWV5fXF1SU1BRVldUVUpLSElOT0xNQkNAQUZHREV6e3h5fn98fXJzcHF2d3R1amtoaW5vbG1iY2BhZmdkZRobGBkeHxwdEhMQERYXFBUKCwgJDg8MDQIDAAEGBwQFOjs4OT4_PD0yMzAxNjc0NSorKCkuLywtIiMgISYnJCXa29jZ3t_c3dLT0NHW19TVysvIyc7PzM3Cw8DBxsfExfr7-Pn-__z98vPw8fb39PXq6-jp7u_s7eLj4OHm5-TlmpuYmZ6fnJ2Sk5CRlpeUlYqLiImOj4yNgoOAgYaHhIW6u7i5vr-8vbKzsLG2t7S1qquoqa6vrK2io6ChpqekpQ",
        "1BJWap1sBu1pbWFleX1xdUlNQUVZXVFVKS0hJTk9MTUJDQEFGR0RFent4eX5_fH1yc3Bxdnd0dWpraGlub2xtYmNgYWZnZGUaGxgZHh8cHRITEBEWFxQVCgsICQ4PDA0CAwABBgcEBTo7ODk-Pzw9MjMwMTY3NDUqKygpLi8sLSIjICEmJyQl2tvY2d7f3N3S09DR1tfU1crLyMnOz8zNwsPAwcbHxMX6-_j5_v_8_fLz8PH29_T16uvo6e7v7O3i4-Dh5ufk5ZqbmJmen5ydkpOQkZaXlJWKi4iJjo-MjYKDgIGGh4SFuru4ub6_vL2ys7Cxtre0taqrqKmur6ytoqOgoaanpKU=",
        "1BCABBnwE6PAEAAAAAAAAAAoBu1pbWFleX1xdUlNQUVZXVFVKS0hJTk9MTUJDQEFGR0RFent4eX5_fH1yc3Bxdnd0dWpraGlub2xtYmNgYWZnZGUaGxgZHh8cHRITEBEWFxQVCgsICQ4PDA0CAwABBgcEBTo7ODk-Pzw9MjMwMTY3NDUqKygpLi8sLSIjICEmJyQl2tvY2d7f3N3S09DR1tfU1crLyMnOz8zNwsPAwcbHxMX6-_j5_v_8_fLz8PH29_T16uvo6e7v7O3i4-Dh5ufk5ZqbmJmen5ydkpOQkZaXlJWKi4iJjo-MjYKDgIGGh4SFuru4ub6_vL2ys7Cxtre0taqrqKmur6ytoqOgoaanpKU=",
    ];

    public static TheoryData<string> Strings => new(Written);

    [Theory]
    [MemberData(nameof(Strings))]
    public void Parse_WhatOthersWrite_HasDataCentreAndKey(string text)
    {
        var session = SessionString.Parse($" {text}\n");

        Assert.Equal(4, session.Dc);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)(i ^ 0x5a)), session.Key);
        Assert.DoesNotContain("90", session.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyCutOfAGoodOne_IsRefusedInTheSameWords()
    {
        foreach (var text in Written)
        {
            foreach (var length in new[] { 0, 1, 2, 5, 20, text.Length / 2, text.Length - 9 })
            {
                var error = Assert.Throws<FormatException>(() => { SessionString.Parse(text[..length]); });
                Assert.StartsWith("This is no session string of Telethon or mtcute.", error.Message, StringComparison.Ordinal);
                Assert.Null(error.InnerException);
            }
        }
    }

    [Theory]
    [InlineData("hello world")]
    [InlineData("1äöü")]
    [InlineData("BQAAAA==")]
    public void Parse_SomethingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => SessionString.Parse(text));
}
